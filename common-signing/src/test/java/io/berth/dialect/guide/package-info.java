/** Tests the examples of {@code docs/guides}. */
@NullMarked
package io.berth.dialect.guide;

import org.jspecify.annotations.NullMarked;
