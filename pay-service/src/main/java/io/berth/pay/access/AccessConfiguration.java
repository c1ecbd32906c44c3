package io.berth.pay.access;

import io.berth.dialect.Dialects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

  @Bean
  Dialects dialects() {
    return Dialects.installed();
  }
}
