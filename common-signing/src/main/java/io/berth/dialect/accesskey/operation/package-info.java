/**
 * Operations as DragonEx names them; the first edition of ONES has the same ({@code
 * protocols/dragonex.md}, {@code protocols/ones.md}).
 */
@NullMarked
package io.berth.dialect.accesskey.operation;

import org.jspecify.annotations.NullMarked;
