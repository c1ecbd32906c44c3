/** Checks at startup and deletion of expired rows. */
@NullMarked
package io.berth.did.maintenance;

import org.jspecify.annotations.NullMarked;
