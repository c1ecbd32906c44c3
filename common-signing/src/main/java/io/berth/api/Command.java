package io.berth.api;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;

/**
 * One thing the core can be asked to do. Dialects translate requests into commands; who asks is
 * told by the {@link Caller} that the gateway vouches for, never by the command.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface Command permits DidCommand, PayCommand, CallbackCommand, ConsoleCommand {

  /** How much longer than others its answer may take: what it waits for by its own nature. */
  default Duration patience() {
    return Duration.ZERO;
  }
}
