/** The dialect of {@code protocols/egret.md}. */
@NullMarked
package io.berth.dialect.egret;

import org.jspecify.annotations.NullMarked;
