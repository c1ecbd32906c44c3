package io.berth.service.runtime;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Counts requests that are answered beside the framework, which does not know of them: a graceful
 * stop waits until everything that began has ended. The shutdown has its own limit.
 */
public abstract class InFlightRequests implements SmartLifecycle {

  private static final Runnable NOBODY = () -> {};

  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicReference<Runnable> whenAllHaveEnded = new AtomicReference<>(NOBODY);
  private volatile boolean running;

  public final void began() {
    underWay.incrementAndGet();
  }

  public final void ended() {
    if (underWay.decrementAndGet() == 0) {
      whenAllHaveEnded.getAndSet(NOBODY).run();
    }
  }

  @Override
  public final void start() {
    running = true;
  }

  @Override
  public final void stop() {
    running = false;
  }

  @Override
  public final void stop(Runnable stopped) {
    stop();
    whenAllHaveEnded.set(stopped);
    if (underWay.get() == 0) {
      whenAllHaveEnded.getAndSet(NOBODY).run();
    }
  }

  @Override
  public final boolean isRunning() {
    return running;
  }

  /** After the framework has stopped to let anybody in. */
  @Override
  public final int getPhase() {
    return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE - 1;
  }
}
