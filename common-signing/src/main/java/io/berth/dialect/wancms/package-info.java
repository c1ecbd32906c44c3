/** The dialect of {@code protocols/wancms.md}. */
@NullMarked
package io.berth.dialect.wancms;

import org.jspecify.annotations.NullMarked;
