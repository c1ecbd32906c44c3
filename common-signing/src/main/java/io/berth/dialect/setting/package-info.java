/** Settings that apps of a dialect have. */
@NullMarked
package io.berth.dialect.setting;

import org.jspecify.annotations.NullMarked;
