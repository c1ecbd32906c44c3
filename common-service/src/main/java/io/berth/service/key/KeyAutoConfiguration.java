package io.berth.service.key;

import io.berth.service.command.ServicesProperties;
import io.berth.service.runtime.RuntimeAutoConfiguration;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.client.ReactorResourceFactory;

/** Made when something asks for them: not every service has secrets or tokens to look into. */
@AutoConfiguration(after = RuntimeAutoConfiguration.class)
@EnableConfigurationProperties(ServicesProperties.class)
public class KeyAutoConfiguration {

  /** Its properties are bound here, so that who needs no secrets needs no properties either. */
  @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
  @Lazy
  @EnableConfigurationProperties(SecretsProperties.class)
  static class Secrets {
    @Bean
    @Lazy
    @ConditionalOnMissingBean
    SecretBox secretBox(SecretsProperties properties) {
      return new SecretBox(properties);
    }
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  KeySource keySource(ServicesProperties services, ReactorResourceFactory netty) {
    return new HttpKeySource(services.url("did-service"), netty.getLoopResources());
  }

  @Bean
  @Lazy
  PlatformKeys platformKeys(KeySource source, Clock clock) {
    return new PlatformKeys(source, clock);
  }
}
