/** People and apps. */
@NullMarked
package io.berth.did;

import org.jspecify.annotations.NullMarked;
