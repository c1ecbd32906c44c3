package io.berth.service.command;

import io.berth.service.runtime.RuntimeAutoConfiguration;
import io.berth.service.vouch.CallerFilter;
import io.berth.service.vouch.VouchAutoConfiguration;
import io.berth.service.vouch.Vouchers;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** A command endpoint for who has a {@link CommandHandler}, a client for who asks for one. */
@AutoConfiguration(after = {RuntimeAutoConfiguration.class, VouchAutoConfiguration.class})
@ConditionalOnBean(Vouchers.class)
@EnableConfigurationProperties({ServicesProperties.class, CommandProperties.class})
public class CommandAutoConfiguration {

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  CommandClient commandClient(
      Vouchers vouchers, ServicesProperties services, ReactorResourceFactory netty) {
    return new CommandClient(vouchers, services, netty.getLoopResources());
  }

  @Bean
  @ConditionalOnBean(CommandHandler.class)
  CommandEndpoint commandEndpoint(
      CommandHandler handler, MeterRegistry meters, CommandProperties properties) {
    return new CommandEndpoint(handler, meters, properties);
  }

  @Bean
  @ConditionalOnBean(CommandHandler.class)
  RouterFunction<ServerResponse> commandRoute(CommandEndpoint endpoint) {
    return RouterFunctions.route(RequestPredicates.POST(CommandEndpoint.PATH), endpoint::answer);
  }

  /** Where callers are believed by their vouch; the edge believes nobody. */
  @Bean
  @ConditionalOnBean({CommandHandler.class, CallerFilter.class})
  CommandIntake commandIntake(CommandEndpoint endpoint, Vouchers vouchers, MeterRegistry meters) {
    return new CommandIntake(endpoint, vouchers, meters);
  }
}
