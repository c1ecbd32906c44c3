/** Delivers callbacks about orders to merchants. */
@NullMarked
package io.berth.callback;

import org.jspecify.annotations.NullMarked;
