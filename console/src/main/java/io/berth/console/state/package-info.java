/** How the services are. */
@NullMarked
package io.berth.console.state;

import org.jspecify.annotations.NullMarked;
