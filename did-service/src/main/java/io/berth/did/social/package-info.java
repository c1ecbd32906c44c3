/** Channels, servers, roles, scores and friends of players. */
@NullMarked
package io.berth.did.social;

import org.jspecify.annotations.NullMarked;
