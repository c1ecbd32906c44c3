/** Changes that take four eyes: proposed, confirmed by somebody else, then carried out. */
@NullMarked
package io.berth.service.change;

import org.jspecify.annotations.NullMarked;
