package io.berth.service.command;

import io.berth.service.caller.CallerAutoConfiguration;
import io.berth.service.caller.CallerFilter;
import io.berth.service.caller.CallerTokens;
import io.berth.service.runtime.RuntimeAutoConfiguration;
import io.berth.service.runtime.ServicesProperties;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
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

/** Answers commands where a service has handlers for them, and sends commands for those who ask. */
@AutoConfiguration(after = {RuntimeAutoConfiguration.class, CallerAutoConfiguration.class})
@ConditionalOnBean(CallerTokens.class)
@EnableConfigurationProperties({ServicesProperties.class, CommandProperties.class})
public class CommandAutoConfiguration {

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  CommandClient commandClient(
      CallerTokens callerTokens, ServicesProperties services, ReactorResourceFactory netty) {
    return new CommandClient(callerTokens, services, netty.getLoopResources());
  }

  @Bean
  @ConditionalOnBean(CommandHandlers.class)
  @ConditionalOnMissingBean
  CommandDispatcher commandDispatcher(
      ObjectProvider<CommandHandlers> features, ObjectProvider<CommandFilter> filters) {
    return new HandlerDispatcher(CommandHandlers.join(features), filters.orderedStream().toList());
  }

  @Bean
  @ConditionalOnBean(CommandDispatcher.class)
  CommandEndpoint commandEndpoint(
      CommandDispatcher handler, MeterRegistry meters, CommandProperties properties) {
    return new CommandEndpoint(handler, meters, properties);
  }

  @Bean
  @ConditionalOnBean(CommandDispatcher.class)
  RouterFunction<ServerResponse> commandRoute(CommandEndpoint endpoint) {
    return RouterFunctions.route(RequestPredicates.POST(CommandEndpoint.PATH), endpoint::answer);
  }

  /** Where callers are believed by their vouch; the edge believes nobody. */
  @Bean
  @ConditionalOnBean({CommandDispatcher.class, CallerFilter.class})
  CommandServer commandIntake(
      CommandEndpoint endpoint, CallerTokens callerTokens, MeterRegistry meters) {
    return new CommandServer(endpoint, callerTokens, meters);
  }
}
