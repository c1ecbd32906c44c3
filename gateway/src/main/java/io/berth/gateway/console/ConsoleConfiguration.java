package io.berth.gateway.console;

import io.berth.gateway.http.HttpProperties;
import io.berth.service.caller.CallerTokens;
import io.berth.service.command.CommandClient;
import io.berth.service.command.CommandServer;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Takes the commands of the console, whose caller tokens name the person in front of it. To all
 * others the path does not exist.
 */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration {

  /** A command with a document, which the service reads as well. */
  private static final int LONGEST_COMMAND = 1 << 20;

  @Bean
  CommandServer consoleCommandServer(
      CallerTokens callerTokens,
      ConsoleCommandExecutor executor,
      HttpProperties properties,
      MeterRegistry meters) {
    return new CommandServer(
        CommandClient.CONSOLE_PATH,
        Math.max(properties.maxBodyBytes(), LONGEST_COMMAND),
        callerTokens::verify,
        executor,
        meters);
  }
}
