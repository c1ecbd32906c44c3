/** The dialect of {@code protocols/fomo.md}. */
@NullMarked
package io.berth.dialect.fomo;

import org.jspecify.annotations.NullMarked;
