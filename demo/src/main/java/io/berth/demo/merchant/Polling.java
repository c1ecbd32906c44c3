package io.berth.demo.merchant;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Polls until a value is present or the time limit is over. */
public final class Polling {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Polling() {}

  public static <T> T until(String what, Supplier<Optional<T>> look) {
    Instant deadline = Instant.now().plus(LIMIT);
    while (true) {
      Optional<T> found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (Instant.now().isAfter(deadline)) {
        throw new Mismatch(what + " did not come in " + LIMIT.toSeconds() + " s");
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Mismatch("interrupted");
      }
    }
  }
}
