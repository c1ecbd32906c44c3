package io.berth.pay.did;

import io.berth.service.command.CommandClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DidConfiguration {

  @Bean
  DidService didService(CommandClient client) {
    return (command, permission, requestId) -> client.asService(command, requestId, permission);
  }
}
