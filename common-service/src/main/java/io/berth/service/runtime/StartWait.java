package io.berth.service.runtime;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits at start for what another process has to do first, and says for what: on a busy machine a
 * database takes minutes where it usually takes moments.
 */
@MayBlock("the thread that starts the service")
public final class StartWait {
  private static final Logger log = LoggerFactory.getLogger(StartWait.class);

  /** Of everything that a start waits for. */
  public static final Duration LIMIT = Duration.ofMinutes(2);

  private static final Duration SAY = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private StartWait() {}

  /**
   * Repeats an attempt that fails for a reason that may pass.
   *
   * @param what is waited for, as people know it
   * @param mayPass whether a failure is worth another attempt
   * @throws IllegalStateException naming what was waited for, when time is over or the failure will
   *     not pass
   */
  public static <T> T until(
      String what, Duration limit, Predicate<Throwable> mayPass, Callable<T> attempt) {
    long began = System.nanoTime();
    long spoke = began - SAY.toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        return attempt.call();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for " + what, e);
      } catch (Exception e) {
        long now = System.nanoTime();
        if (!mayPass.test(e)) {
          if (e instanceof IllegalStateException said) {
            throw said;
          }
          throw new IllegalStateException(what + " can't be used: " + reason(e), e);
        }
        if (now - began >= limit.toNanos()) {
          throw new IllegalStateException(
              what + " does not answer after " + limit.toSeconds() + " s: " + reason(e), e);
        }
        if (now - spoke >= SAY.toNanos()) {
          spoke = now;
          log.info("waiting for {}: {}", what, reason(e));
        }
      }
      pause = pause(pause, what);
    }
  }

  private static Duration pause(Duration pause, String what) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + what, e);
    }
    Duration next = pause.multipliedBy(2);
    return next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null || message.isBlank() ? root.getClass().getSimpleName() : message;
  }
}
