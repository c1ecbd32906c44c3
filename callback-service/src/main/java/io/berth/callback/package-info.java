/** Telling merchants what became of their orders. */
@NullMarked
package io.berth.callback;

import org.jspecify.annotations.NullMarked;
