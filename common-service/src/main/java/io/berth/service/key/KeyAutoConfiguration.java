package io.berth.service.key;

import io.berth.service.keyset.HeldKeys;
import io.berth.service.keyset.KeyInventory;
import io.berth.service.keyset.KeyKind;
import io.berth.service.keyset.KeySetAutoConfiguration;
import io.berth.service.keyset.KeySettings;
import io.berth.service.runtime.RuntimeAutoConfiguration;
import io.berth.service.runtime.ServicesProperties;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.client.ReactorResourceFactory;

/** Made when something asks for them: not every service has secrets or tokens to look into. */
@AutoConfiguration(after = {RuntimeAutoConfiguration.class, KeySetAutoConfiguration.class})
@EnableConfigurationProperties(ServicesProperties.class)
public class KeyAutoConfiguration {

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  SecretBox secretBox(KeySettings settings, KeyInventory inventory) {
    SecretBox box = new SecretBox(settings.bind(KeyAutoConfiguration::secrets));
    inventory.holds(() -> List.of(HeldKeys.of(KeyKind.SEALING, "", box.activeKey(), box.keyIds())));
    return box;
  }

  private static SecretsProperties secrets(Binder binder) {
    return new SecretsProperties(
        binder.bind(SecretsProperties.PREFIX + ".active", String.class).orElse(null),
        binder
            .bind(SecretsProperties.PREFIX + ".keys", Bindable.mapOf(String.class, String.class))
            .orElse(null));
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  KeySource keySource(ServicesProperties services, ReactorResourceFactory netty) {
    return new HttpKeySource(services.url("did-service"), netty.getLoopResources());
  }

  @Bean(initMethod = "start")
  @Lazy
  PlatformKeys platformKeys(KeySource source, Clock clock, KeyInventory inventory) {
    PlatformKeys keys = new PlatformKeys(source, clock);
    inventory.refresh(keys::refresh);
    inventory.holds(() -> List.of(HeldKeys.of(KeyKind.TOKENS, "", null, keys.keyIds())));
    return keys;
  }
}
