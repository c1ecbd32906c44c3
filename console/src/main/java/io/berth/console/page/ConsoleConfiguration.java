package io.berth.console.page;

import io.berth.dialect.Dialects;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConsoleProperties.class)
class ConsoleConfiguration {

  @Bean
  Dialects dialects() {
    return Dialects.installed();
  }
}
