/** Pages of games. */
@NullMarked
package io.berth.did.game;

import org.jspecify.annotations.NullMarked;
