/** Kafka for tests. */
@NullMarked
package io.berth.test.kafka;

import org.jspecify.annotations.NullMarked;
