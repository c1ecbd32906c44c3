/** The way of a dialect's request: match, authentication, command, response. */
@NullMarked
package io.berth.gateway.route;

import org.jspecify.annotations.NullMarked;
