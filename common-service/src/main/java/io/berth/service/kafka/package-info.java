/** Configuration of Kafka in a service. */
@NullMarked
package io.berth.service.kafka;

import org.jspecify.annotations.NullMarked;
