/** Consumer groups: static membership, and a monitor of their partitions. */
@NullMarked
package io.berth.service.kafka.group;

import org.jspecify.annotations.NullMarked;
