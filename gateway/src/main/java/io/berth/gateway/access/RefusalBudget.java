package io.berth.gateway.access;

import io.berth.gateway.GatewayProperties;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** How many refused signatures of one app are kept: whoever knows an app id can make them. */
@Component
public final class RefusalBudget {

  private final int perMinute;
  private final TokenBuckets apps;

  RefusalBudget(GatewayProperties properties) {
    perMinute = properties.refusals().perAppPerMinute();
    apps =
        new TokenBuckets(
            Math.max(1, perMinute),
            Duration.ofMinutes(1),
            Math.max(1, perMinute),
            properties.limits().rememberedKeys(),
            System::nanoTime);
  }

  public boolean allows(String appId) {
    return perMinute > 0 && apps.take(appId);
  }
}
