/** Files that people take with them. */
@NullMarked
package io.berth.console.export;

import org.jspecify.annotations.NullMarked;
