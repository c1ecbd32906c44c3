package io.berth.gateway.access;

import io.berth.service.kafka.follower.TopicFollower;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Tells whether apps and revocations have been read up to where they were when this node started.
 * Before that an unknown app may well be known and a good token revoked, so nothing is decided.
 */
@Component
public final class TopicsInSync {

  private final List<TopicFollower> tails;
  private volatile boolean reached;

  TopicsInSync(List<TopicFollower> tails) {
    this.tails = List.copyOf(tails);
  }

  public boolean reached() {
    if (!reached) {
      reached = tails.stream().allMatch(TopicFollower::inSync);
    }
    return reached;
  }
}
