/** HTTP of the dialects' requests: connections, request heads, bodies and their limits. */
@NullMarked
package io.berth.gateway.http;

import org.jspecify.annotations.NullMarked;
