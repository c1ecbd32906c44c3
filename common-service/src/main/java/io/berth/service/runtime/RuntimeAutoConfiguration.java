package io.berth.service.runtime;

import io.berth.service.trace.RequestIdFilter;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.http.client.ReactorResourceFactory;

/** Platform settings, a clock, request ids, and Netty of one's own. */
@AutoConfiguration(
    beforeName =
        "org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration")
@EnableConfigurationProperties(PlatformProperties.class)
public class RuntimeAutoConfiguration {

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
    return factory;
  }

  @Bean
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
  RequestIdFilter requestIdFilter(Environment environment) {
    return new RequestIdFilter(environment.getProperty("berth.vouch.edge", Boolean.class, false));
  }
}
