package io.berth.service.runtime;

import io.berth.service.trace.RequestIdFilter;
import io.micrometer.context.ContextRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

/** Platform settings, a clock, request ids, and Netty of one's own. */
@AutoConfiguration(
    beforeName =
        "org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration")
@EnableConfigurationProperties(PlatformProperties.class)
public class RuntimeAutoConfiguration {

  private static final int FEWEST_LOOPS = 2;
  private static final Duration SHUTDOWN_QUIET_PERIOD = Duration.ofMillis(100);

  RuntimeAutoConfiguration() {
    // Nobody reads it, and Reactor would restore it at every step.
    ContextRegistry.getInstance().removeThreadLocalAccessor(ObservationThreadLocalAccessor.KEY);
  }

  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.systemUTC();
  }

  /** Global resources would be taken from all services of a JVM when one of them stops. */
  @Bean
  @ConditionalOnMissingBean
  ReactorResourceFactory reactorResourceFactory() {
    ReactorResourceFactory factory = new ReactorResourceFactory();
    factory.setUseGlobalResources(false);
    // One event loop per processor: further ones only share what a turn of a loop finds to do.
    int loops = Math.max(FEWEST_LOOPS, Runtime.getRuntime().availableProcessors());
    factory.setLoopResourcesSupplier(() -> LoopResources.create("webflux-http", loops, true));
    // The server has let everybody finish by then: two seconds of silence, as they come, tell no
    // more.
    factory.setShutdownQuietPeriod(SHUTDOWN_QUIET_PERIOD);
    return factory;
  }

  @Bean
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
  RequestIdFilter requestIdFilter(Environment environment) {
    return new RequestIdFilter(environment.getProperty("berth.vouch.edge", Boolean.class, false));
  }
}
