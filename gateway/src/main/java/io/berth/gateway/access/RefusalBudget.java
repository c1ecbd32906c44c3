package io.berth.gateway.access;

import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Limits the refused signatures of one app that are kept: whoever knows an app id can make them.
 */
@Component
public final class RefusalBudget {

  private static final int PASTED_PER_MINUTE = 60;

  private final int perMinute;
  private final TokenBuckets apps;
  private final TokenBuckets pasted;

  RefusalBudget(AccessProperties properties) {
    perMinute = properties.refusals().perAppPerMinute();
    apps =
        new TokenBuckets(
            Math.max(1, perMinute),
            Duration.ofMinutes(1),
            Math.max(1, perMinute),
            properties.limits().rememberedKeys(),
            System::nanoTime);
    pasted =
        new TokenBuckets(
            PASTED_PER_MINUTE,
            Duration.ofMinutes(1),
            PASTED_PER_MINUTE,
            properties.limits().rememberedKeys(),
            System::nanoTime);
  }

  /** People paste by hand. */
  public boolean allowsPasted(String appId) {
    return pasted.take(appId);
  }

  public boolean allows(String appId) {
    return perMinute > 0 && apps.take(appId);
  }
}
