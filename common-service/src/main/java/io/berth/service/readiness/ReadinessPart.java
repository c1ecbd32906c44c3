package io.berth.service.readiness;

import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Part of a service's readiness. A bean of this type is in health under the bean's name, and in the
 * metrics {@code berth.ready} and {@code berth.degraded} under its own.
 */
public interface ReadinessPart extends HealthIndicator {

  /** Name for people, such as {@code PostgreSQL}: alerts tell it. */
  String name();

  /** Returns what is known; never waits. */
  PartState state();

  @Override
  default Health health() {
    return state().health();
  }

  /**
   * Makes a part whose state is known in this process.
   *
   * @param state must not wait
   */
  static ReadinessPart of(String name, Supplier<PartState> state) {
    return new ReadinessPart() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public PartState state() {
        return state.get();
      }
    };
  }
}
