/** What players do in games and with each other: channels, servers, roles, scores, friends. */
@NullMarked
package io.berth.did.social;

import org.jspecify.annotations.NullMarked;
