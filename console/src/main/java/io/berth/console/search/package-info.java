/** Finds anything from one box, and what was looked at or pinned before. */
@NullMarked
package io.berth.console.search;

import org.jspecify.annotations.NullMarked;
