package io.berth.service.kafka.follower;

import io.berth.service.readiness.PartState;
import io.berth.service.readiness.PartState.Level;
import io.berth.service.readiness.ReadinessPart;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Readiness of all topics that a service follows: the worst state, and the state of each. */
public final class TopicsReadiness implements ReadinessPart {
  private final List<TopicFollower> followers;

  public TopicsReadiness(List<TopicFollower> followers) {
    this.followers = followers;
  }

  @Override
  public String name() {
    return "topics";
  }

  @Override
  public PartState state() {
    PartState worst = PartState.ready();
    Map<String, Object> topics = new TreeMap<>();
    for (TopicFollower follower : followers) {
      PartState state = follower.state();
      topics.put(follower.topic(), state.level() == Level.READY ? "in sync" : state.reason());
      if (state.level().compareTo(worst.level()) > 0) {
        worst =
            new PartState(state.level(), Map.of("reason", follower.topic() + ' ' + state.reason()));
      }
    }
    return worst.with("topics", topics);
  }
}
