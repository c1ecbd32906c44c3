/** Changes that need four-eyes approval: proposed, confirmed by another operator, applied. */
@NullMarked
package io.berth.service.change;

import org.jspecify.annotations.NullMarked;
