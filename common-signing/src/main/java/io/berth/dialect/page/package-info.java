/** Pages under a dialect's own paths. */
@NullMarked
package io.berth.dialect.page;

import org.jspecify.annotations.NullMarked;
