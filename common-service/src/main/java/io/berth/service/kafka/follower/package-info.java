/** MISSING */
@NullMarked
package io.berth.service.kafka.follower;

import org.jspecify.annotations.NullMarked;
