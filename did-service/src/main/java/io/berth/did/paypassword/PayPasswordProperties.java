package io.berth.did.paypassword;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param tries Wrong pay passwords before paying is frozen, 1 to 10.
 * @param freeze Time that paying is frozen then, 30m to 24h, doubled by every further such series
 *     up to 24h.
 * @param freezeAfterChange Time that paying is frozen after a pay password was replaced, 0 to 30d.
 */
@ConfigurationProperties("berth.did.pay-passwords")
record PayPasswordProperties(
    @DefaultValue("5") int tries,
    @DefaultValue("30m") Duration freeze,
    @DefaultValue("24h") Duration freezeAfterChange) {
  PayPasswordProperties {
    Assert.isTrue(tries >= 1 && tries <= 10, "berth.did.pay-passwords.tries is not in 1..10");
    Assert.isTrue(
        freeze.toMinutes() >= 30 && freeze.toHours() <= 24,
        "berth.did.pay-passwords.freeze is not between 30m and 24h");
    Assert.isTrue(
        !freezeAfterChange.isNegative() && freezeAfterChange.toDays() <= 30,
        "berth.did.pay-passwords.freeze-after-change is not between 0 and 30d");
  }
}
