package io.berth.api;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;

/**
 * One thing the core can be asked to do. Dialects translate requests into commands; who asks is
 * told by the {@link Caller} that the gateway vouches for, never by the command.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public interface Command {

  /** Name of the service that carries it out, for example {@code pay-service}. */
  String service();

  /** How much longer than others its answer may take: what it waits for by its own nature. */
  default Duration extraTime() {
    return Duration.ZERO;
  }
}
