/** A user's own pages. */
@NullMarked
package io.berth.did.portal;

import org.jspecify.annotations.NullMarked;
