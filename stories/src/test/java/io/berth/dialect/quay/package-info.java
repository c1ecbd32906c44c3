/** A sixth protocol, for tests and for {@code docs/adding-a-dialect.md}. */
@NullMarked
package io.berth.dialect.quay;

import org.jspecify.annotations.NullMarked;
