/** The dialect of {@code protocols/ones.md}. */
@NullMarked
package io.berth.dialect.ones;

import org.jspecify.annotations.NullMarked;
