/** Places in the console that a person was at, or has pinned. */
@NullMarked
package io.berth.console.place;

import org.jspecify.annotations.NullMarked;
