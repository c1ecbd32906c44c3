/** How a person wants pages to look: time zone, density, columns. */
@NullMarked
package io.berth.console.display;

import org.jspecify.annotations.NullMarked;
