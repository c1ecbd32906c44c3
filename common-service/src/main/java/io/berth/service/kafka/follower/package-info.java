/** Followers of topics, which read all records from the start and stay in sync. */
@NullMarked
package io.berth.service.kafka.follower;

import org.jspecify.annotations.NullMarked;
