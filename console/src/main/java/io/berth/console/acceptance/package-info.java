/** The list of what an app has to show before it is accepted. */
@NullMarked
package io.berth.console.acceptance;

import org.jspecify.annotations.NullMarked;
