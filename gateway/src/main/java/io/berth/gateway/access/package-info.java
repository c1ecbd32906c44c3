/** Access: limits, keys in use, tokens, sessions and revocations. */
@NullMarked
package io.berth.gateway.access;

import org.jspecify.annotations.NullMarked;
