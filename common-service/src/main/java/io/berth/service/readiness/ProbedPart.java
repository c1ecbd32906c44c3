package io.berth.service.readiness;

import io.berth.service.schedule.Repeating;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

/**
 * Part whose state is asked for outside this process. It is asked for again and again, each time
 * within a limit, and kept: whoever reads the readiness never waits for what is gone.
 */
public final class ProbedPart implements ReadinessPart, SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(ProbedPart.class);

  /** Until what was not ready is asked again. */
  private static final Duration SOON = Duration.ofMillis(500);

  /** Until what is degraded is asked again. */
  private static final Duration LATER = Duration.ofSeconds(5);

  /** Probes that may be missing before the kept state counts for nothing. */
  private static final int MISSED = 3;

  private final String name;
  private final ReadinessProperties limits;
  private final Supplier<Mono<PartState>> probe;
  private final Function<String, PartState> failed;
  private final Repeating probing;
  private volatile PartState state;
  private volatile long probedNanos = System.nanoTime();

  /**
   * @param probe asks outside
   * @param failed state after a probe that failed or took too long, by the reason
   */
  public ProbedPart(
      String name,
      ReadinessProperties limits,
      Supplier<Mono<PartState>> probe,
      Function<String, PartState> failed) {
    this.name = name;
    this.limits = limits;
    this.probe = probe;
    this.failed = failed;
    this.state = failed.apply("has not answered yet");
    this.probing = new Repeating("asking " + name, this::pause, this::probe);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public PartState state() {
    Duration age = Duration.ofNanos(System.nanoTime() - probedNanos);
    return age.compareTo(limits.interval().plus(limits.timeout()).multipliedBy(MISSED)) > 0
        ? PartState.notReady("was last asked " + age.toSeconds() + " s ago")
        : state;
  }

  private Mono<PartState> probe() {
    return Mono.defer(probe)
        .timeout(limits.timeout())
        .onErrorResume(failure -> Mono.just(failed.apply(reason(failure))))
        .doOnNext(this::keep);
  }

  private void keep(PartState found) {
    PartState before = state;
    probedNanos = System.nanoTime();
    state = found;
    if (before.level() != found.level()) {
      if (found.level() == PartState.Level.READY) {
        log.info("{} is ready", name);
      } else {
        log.warn("{} is {}: {}", name, found.level(), found.reason());
      }
    }
  }

  private Duration pause() {
    Duration pause =
        switch (state.level()) {
          case READY -> limits.interval();
          case DEGRADED -> LATER;
          case NOT_READY -> SOON;
        };
    return pause.compareTo(limits.interval()) < 0 ? pause : limits.interval();
  }

  private String reason(Throwable failure) {
    Throwable cause = Exceptions.unwrap(failure);
    if (cause instanceof TimeoutException) {
      return "does not answer within " + limits.timeout().toMillis() + " ms";
    }
    String message = cause.getMessage();
    return "does not answer: " + (message == null ? cause.getClass().getSimpleName() : message);
  }

  @Override
  public void start() {
    probing.start();
  }

  @Override
  public void stop() {
    probing.stop();
  }

  @Override
  public boolean isRunning() {
    return probing.isRunning();
  }

  /** Before web servers. */
  @Override
  public int getPhase() {
    return 0;
  }
}
