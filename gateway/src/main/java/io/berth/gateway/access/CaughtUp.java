package io.berth.gateway.access;

import io.berth.service.kafka.TopicTail;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Tells whether apps and revocations have been read up to where they were when this node started.
 * Before that an unknown app may well be known and a good token revoked, so nothing is decided.
 */
@Component
public final class CaughtUp {

  private final List<TopicTail> tails;
  private volatile boolean reached;

  CaughtUp(List<TopicTail> tails) {
    this.tails = List.copyOf(tails);
  }

  public boolean reached() {
    if (!reached) {
      reached = tails.stream().allMatch(TopicTail::caughtUp);
    }
    return reached;
  }
}
