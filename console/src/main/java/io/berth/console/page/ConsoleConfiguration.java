package io.berth.console.page;

import io.berth.dialect.Dialects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration {

  @Bean
  Dialects dialects() {
    return Dialects.installed();
  }
}
