/** Publication of order events: outbox, relay, and comparison with deliveries. */
@NullMarked
package io.berth.pay.publication;

import org.jspecify.annotations.NullMarked;
