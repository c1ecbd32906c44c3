package io.berth.service.command;

import io.berth.service.caller.CallerAutoConfiguration;
import io.berth.service.caller.CallerFilter;
import io.berth.service.caller.CallerTokens;
import io.berth.service.runtime.RuntimeAutoConfiguration;
import io.berth.service.runtime.ServicesProperties;
import io.berth.service.trace.AccessLog;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.client.ReactorResourceFactory;

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
  CommandDispatcher commandDispatcher(
      ObjectProvider<CommandHandlers> features, ObjectProvider<CommandFilter> filters) {
    return new CommandDispatcher(CommandHandlers.join(features), filters.orderedStream().toList());
  }

  /** The edge takes no commands: its callers have no caller tokens. */
  @Bean
  @ConditionalOnBean({CommandDispatcher.class, CallerFilter.class})
  CommandServer commandServer(
      CommandDispatcher dispatcher,
      CallerTokens callerTokens,
      MeterRegistry meters,
      AccessLog accessLog,
      CommandProperties properties) {
    return new CommandServer(
        CommandServer.PATH,
        Math.toIntExact(properties.maxBody().toBytes()),
        callerTokens::verify,
        new CommandEndpoint(dispatcher, meters, accessLog),
        meters);
  }
}
