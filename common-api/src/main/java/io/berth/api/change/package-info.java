/** Changes that take four eyes. */
@NullMarked
package io.berth.api.change;

import org.jspecify.annotations.NullMarked;
