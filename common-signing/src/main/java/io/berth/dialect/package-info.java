/** What a protocol has to declare, and nothing of any protocol. */
@NullMarked
package io.berth.dialect;

import org.jspecify.annotations.NullMarked;
