package io.berth.api;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;

/**
 * A request to the core. Dialects translate requests into commands; the {@link Caller} that the
 * gateway authenticated names the caller, never the command.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public interface Command {

  /** Name of the service that carries it out, for example {@code pay-service}. */
  String service();

  /** Time that the command waits by its nature, on top of the usual timeout. */
  default Duration extraTime() {
    return Duration.ZERO;
  }
}
