/** Publishes signed events. */
@NullMarked
package io.berth.service.kafka.publisher;

import org.jspecify.annotations.NullMarked;
