/** How the services are. */
@NullMarked
package io.berth.console.health;

import org.jspecify.annotations.NullMarked;
