/** Callbacks in a dialect's form, their schedules and acknowledgements. */
@NullMarked
package io.berth.dialect.callback;

import org.jspecify.annotations.NullMarked;
