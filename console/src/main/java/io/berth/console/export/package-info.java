/** Files to download. */
@NullMarked
package io.berth.console.export;

import org.jspecify.annotations.NullMarked;
