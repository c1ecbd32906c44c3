/** Who may come in: addresses, rates, tokens, sessions and what has been revoked. */
@NullMarked
package io.berth.gateway.access;

import org.jspecify.annotations.NullMarked;
