package io.berth.service.readiness;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * State of one part of a service's readiness.
 *
 * @param details for health; free of secrets
 */
public record PartState(Level level, Map<String, Object> details) {

  /** Not among the statuses that a group's status is computed from, so the service stays ready. */
  private static final Status DEGRADED = new Status("DEGRADED");

  private static final String REASON = "reason";

  /** Effect of the part on the service. */
  public enum Level {
    READY,
    /** The service is ready, and part of what it does fails or is late. */
    DEGRADED,
    NOT_READY
  }

  public static PartState ready() {
    return new PartState(Level.READY, Map.of());
  }

  /**
   * @param reason for people
   */
  public static PartState degraded(String reason) {
    return new PartState(Level.DEGRADED, Map.of(REASON, reason));
  }

  /**
   * @param reason for people
   */
  public static PartState notReady(String reason) {
    return new PartState(Level.NOT_READY, Map.of(REASON, reason));
  }

  /** The same with another detail. */
  public PartState with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(details);
    more.put(name, value);
    return new PartState(level, Map.copyOf(more));
  }

  /** The reason; empty for a part that is ready. */
  public String reason() {
    return details.getOrDefault(REASON, "").toString();
  }

  Health health() {
    Health.Builder health =
        switch (level) {
          case READY -> Health.up();
          case DEGRADED -> Health.status(DEGRADED);
          case NOT_READY -> Health.outOfService();
        };
    return health.withDetails(details).build();
  }
}
