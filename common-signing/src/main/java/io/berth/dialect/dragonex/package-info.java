/** The dialect of {@code protocols/dragonex.md}. */
@NullMarked
package io.berth.dialect.dragonex;

import org.jspecify.annotations.NullMarked;
