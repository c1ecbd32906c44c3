/** Slows down guessing. */
@NullMarked
package io.berth.did.throttle;

import org.jspecify.annotations.NullMarked;
