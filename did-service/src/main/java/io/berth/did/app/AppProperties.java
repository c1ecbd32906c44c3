package io.berth.did.app;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param secretGrace how long a replaced secret is still used beside the new one; up to 7 days
 */
@ConfigurationProperties("berth.did.apps")
record AppProperties(@DefaultValue("1h") Duration secretGrace) {
  AppProperties {
    Assert.isTrue(
        !secretGrace.isNegative() && secretGrace.toDays() <= 7,
        "berth.did.apps.secret-grace is not between 0 and 7d");
  }
}
