package io.berth.did.secondfactor;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param lifetime how long a session counts as having passed it
 * @param tries wrong codes per account within the window
 * @param window 1 minute to 1 day
 */
@ConfigurationProperties("berth.did.second-factor")
record SecondFactorProperties(
    @DefaultValue("12h") Duration lifetime,
    @DefaultValue("5") int tries,
    @DefaultValue("15m") Duration window) {
  SecondFactorProperties {
    Assert.isTrue(
        lifetime.toMinutes() >= 1 && lifetime.toDays() <= 30,
        "berth.did.second-factor.lifetime is not between 1m and 30d");
    Assert.isTrue(tries >= 1 && tries <= 100, "berth.did.second-factor.tries is not in 1..100");
    Assert.isTrue(
        window.toMinutes() >= 1 && window.toDays() <= 1,
        "berth.did.second-factor.window is not between 1m and 1d");
  }
}
