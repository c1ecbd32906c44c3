package io.berth.service.runtime;

import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Tells responses without an end, such as streams of events, that the service stops, so that a
 * graceful stop does not wait for them.
 */
public final class ServiceStop implements SmartLifecycle {
  private final Sinks.Empty<Void> stopping = Sinks.empty();
  private volatile boolean running;

  /** Completes when the service begins to stop. */
  public Mono<Void> signal() {
    return stopping.asMono();
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    stopping.tryEmitEmpty();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
