package io.berth.service.runtime;

import io.berth.service.trace.AccessLog;
import io.berth.service.trace.AccessLogFilter;
import io.berth.service.trace.AccessLogProperties;
import io.berth.service.trace.Exemplars;
import io.berth.service.trace.RequestIdFilter;
import io.berth.service.trace.Tracing;
import io.berth.service.trace.TracingProperties;
import io.micrometer.context.ContextRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.http.client.ReactorResourceFactory;

/**
 * Platform settings, a clock, request ids, access log, traces, native libraries, and the service's
 * own Netty.
 */
@AutoConfiguration(
    beforeName =
        "org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration")
@EnableConfigurationProperties({
  PlatformProperties.class,
  ShutdownProperties.class,
  AccessLogProperties.class,
  TracingProperties.class
})
public class RuntimeAutoConfiguration {

  RuntimeAutoConfiguration() {
    RepeatedLines.limit();
    // Nobody reads it, and Reactor would restore it at every step.
    ContextRegistry.getInstance().removeThreadLocalAccessor(ObservationThreadLocalAccessor.KEY);
  }

  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  @ConditionalOnMissingBean
  ReactorResourceFactory reactorResourceFactory() {
    return new EventLoops();
  }

  @Bean
  EventLoopDelay eventLoopDelay(ReactorResourceFactory resources) {
    return new EventLoopDelay(resources.getLoopResources());
  }

  @Bean
  ServiceStop serviceStop() {
    return new ServiceStop();
  }

  /** Named {@code nativeLibraries} in health. */
  @Bean
  NativeLibraries nativeLibrariesHealthIndicator() {
    return NativeLibraries.load(Path.of(System.getProperty("java.io.tmpdir")));
  }

  @Bean
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
  ManagementOnly managementOnly(ApplicationContext service) {
    return new ManagementOnly(service);
  }

  @Bean
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
  Draining draining(ApplicationContext service, ShutdownProperties properties) {
    return new Draining(service, properties);
  }

  @Bean
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
  RequestIdFilter requestIdFilter(Environment environment) {
    return new RequestIdFilter(isEdge(environment));
  }

  @Bean
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
  Tracing tracing(TracingProperties properties, Environment environment) {
    return new Tracing(properties, environment.getProperty("spring.application.name", "berth"));
  }

  /**
   * Registries of metrics look for it when they are made. No condition: beans are decided before
   * settings are known.
   */
  @Bean
  @Nullable Exemplars exemplars(TracingProperties properties) {
    return properties.endpoint() == null ? null : new Exemplars();
  }

  @Bean
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
  AccessLog accessLog(
      AccessLogProperties properties, Tracing tracing, Clock clock, MeterRegistry meters) {
    return new AccessLog(properties, tracing, clock, meters);
  }

  @Bean
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
  AccessLogFilter accessLogFilter(
      AccessLog accessLog, ApplicationContext service, Environment environment) {
    return new AccessLogFilter(accessLog, service, isEdge(environment));
  }

  private static boolean isEdge(Environment environment) {
    return environment.getProperty("berth.vouch.edge", Boolean.class, false);
  }
}
