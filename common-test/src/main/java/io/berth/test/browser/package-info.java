/** A real browser for tests. */
@NullMarked
package io.berth.test.browser;

import org.jspecify.annotations.NullMarked;
