package io.berth.callback.app;

import io.berth.dialect.Dialects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AppConfiguration {

  @Bean
  Dialects dialects() {
    return Dialects.installed();
  }
}
