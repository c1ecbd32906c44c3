/** MISSING */
@NullMarked
package io.berth.service.kafka.topic;

import org.jspecify.annotations.NullMarked;
