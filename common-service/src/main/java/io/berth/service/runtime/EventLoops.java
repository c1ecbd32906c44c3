package io.berth.service.runtime;

import java.time.Duration;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

/**
 * A service's own event loops: global ones would be taken from all services of a JVM when one of
 * them stops. They end with the beans, not with what is stopped before: until then settlements are
 * posted, results recorded and connections closed.
 */
final class EventLoops extends ReactorResourceFactory {

  private static final int FEWEST = 2;
  private static final Duration SHUTDOWN_QUIET_PERIOD = Duration.ofMillis(100);

  EventLoops() {
    setUseGlobalResources(false);
    // One per processor: further ones only share what a turn of a loop finds to do.
    int loops = Math.max(FEWEST, Runtime.getRuntime().availableProcessors());
    setLoopResourcesSupplier(() -> LoopResources.create("webflux-http", loops, true));
    // The server has let everybody finish by then: two seconds of silence, as they come, tell no
    // more.
    setShutdownQuietPeriod(SHUTDOWN_QUIET_PERIOD);
  }

  @Override
  public void stop() {}

  @Override
  public void destroy() {
    super.stop();
  }
}
