/** Callbacks of orders that do not exist, with which merchants try their receivers. */
@NullMarked
package io.berth.callback.drill;

import org.jspecify.annotations.NullMarked;
