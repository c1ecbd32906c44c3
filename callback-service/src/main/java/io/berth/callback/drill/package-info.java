/** Callbacks of orders that do not exist, for merchants to try their receivers with. */
@NullMarked
package io.berth.callback.drill;

import org.jspecify.annotations.NullMarked;
