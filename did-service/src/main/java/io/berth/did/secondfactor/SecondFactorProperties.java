package io.berth.did.secondfactor;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param lifetime Time that an operator's session counts as having passed the second factor, 1m to
 *     30d.
 * @param tries Wrong codes a day that are not delayed, for one account and known device or address
 *     block, 1 to 100.
 * @param window Longest delay of a wrong code, 1m to 1d.
 * @param triesInAll Wrong codes a day that are not delayed, for one account and all unknown devices
 *     together; at least {@code tries}, up to 1000.
 */
@ConfigurationProperties("berth.did.second-factor")
record SecondFactorProperties(
    @DefaultValue("12h") Duration lifetime,
    @DefaultValue("5") int tries,
    @DefaultValue("15m") Duration window,
    @DefaultValue("20") int triesInAll) {
  SecondFactorProperties {
    Assert.isTrue(
        lifetime.toMinutes() >= 1 && lifetime.toDays() <= 30,
        "berth.did.second-factor.lifetime is not between 1m and 30d");
    Assert.isTrue(tries >= 1 && tries <= 100, "berth.did.second-factor.tries is not in 1..100");
    Assert.isTrue(
        window.toMinutes() >= 1 && window.toDays() <= 1,
        "berth.did.second-factor.window is not between 1m and 1d");
    Assert.isTrue(
        triesInAll >= tries && triesInAll <= 1000,
        "berth.did.second-factor.tries-in-all is not between tries and 1000");
  }
}
