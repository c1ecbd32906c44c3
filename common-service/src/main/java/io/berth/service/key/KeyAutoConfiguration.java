package io.berth.service.key;

import io.berth.service.runtime.RuntimeAutoConfiguration;
import io.berth.service.runtime.ServicesProperties;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.http.client.ReactorResourceFactory;

/** Made when something asks for them: not every service has secrets or tokens to look into. */
@AutoConfiguration(after = RuntimeAutoConfiguration.class)
@EnableConfigurationProperties(ServicesProperties.class)
public class KeyAutoConfiguration {

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  SecretBox secretBox(Environment environment) {
    Binder binder = Binder.get(environment);
    return new SecretBox(
        new SecretsProperties(
            binder.bind(SecretsProperties.PREFIX + ".active", String.class).orElse(null),
            binder
                .bind(
                    SecretsProperties.PREFIX + ".keys", Bindable.mapOf(String.class, String.class))
                .orElse(null)));
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  KeySource keySource(ServicesProperties services, ReactorResourceFactory netty) {
    return new HttpKeySource(services.url("did-service"), netty.getLoopResources());
  }

  @Bean(initMethod = "start")
  @Lazy
  PlatformKeys platformKeys(KeySource source, Clock clock) {
    return new PlatformKeys(source, clock);
  }
}
