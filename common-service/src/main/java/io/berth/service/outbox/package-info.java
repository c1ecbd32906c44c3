/** Publishes events that were committed with the changes that they tell of. */
@NullMarked
package io.berth.service.outbox;

import org.jspecify.annotations.NullMarked;
