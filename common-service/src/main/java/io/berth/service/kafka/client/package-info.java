/** Clients of Kafka. */
@NullMarked
package io.berth.service.kafka.client;

import org.jspecify.annotations.NullMarked;
