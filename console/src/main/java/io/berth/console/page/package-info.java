/** How the console's pages reach the platform, know their visitor and are put together. */
@NullMarked
package io.berth.console.page;

import org.jspecify.annotations.NullMarked;
