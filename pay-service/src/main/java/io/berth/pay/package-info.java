/** Money. */
@NullMarked
package io.berth.pay;

import org.jspecify.annotations.NullMarked;
