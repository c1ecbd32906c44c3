/** The page at which everything begins. */
@NullMarked
package io.berth.console.home;

import org.jspecify.annotations.NullMarked;
