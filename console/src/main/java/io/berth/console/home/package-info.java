/** The home page. */
@NullMarked
package io.berth.console.home;

import org.jspecify.annotations.NullMarked;
