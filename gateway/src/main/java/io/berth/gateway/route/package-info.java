/** Where a request goes: one conversation for the dialects' endpoints, a few routes for pages. */
@NullMarked
package io.berth.gateway.route;

import org.jspecify.annotations.NullMarked;
