/** The health of each service, read from its management port. */
@NullMarked
package io.berth.console.health;

import org.jspecify.annotations.NullMarked;
