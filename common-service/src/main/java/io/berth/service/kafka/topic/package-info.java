/** Topics that a service owns or requires. */
@NullMarked
package io.berth.service.kafka.topic;

import org.jspecify.annotations.NullMarked;
