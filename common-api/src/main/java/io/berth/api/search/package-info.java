/** Searches of people in the console for things whose place they do not know. */
@NullMarked
package io.berth.api.search;

import org.jspecify.annotations.NullMarked;
