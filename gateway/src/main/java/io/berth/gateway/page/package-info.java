/** Pages: routes to the services that have them, and notices of the gateway itself. */
@NullMarked
package io.berth.gateway.page;

import org.jspecify.annotations.NullMarked;
