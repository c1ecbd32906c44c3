package io.berth.gateway.access;

import io.berth.service.kafka.follower.TopicFollower;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Tells whether the app directory and the revocations are in sync with their topics as of this
 * node's start. Before that an unknown app may exist and a good token be revoked, so nothing is
 * decided.
 */
@Component
public final class TopicsInSync {

  private final List<TopicFollower> followers;
  private volatile boolean reached;

  TopicsInSync(List<TopicFollower> followers) {
    this.followers = List.copyOf(followers);
  }

  public boolean reached() {
    if (!reached) {
      reached = followers.stream().allMatch(TopicFollower::inSync);
    }
    return reached;
  }
}
