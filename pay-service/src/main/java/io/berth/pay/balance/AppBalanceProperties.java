package io.berth.pay.balance;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param delay Time in which a payment to an app is pending before it is available, whole days from
 *     1d to 60d.
 */
@ConfigurationProperties("berth.pay.settlement")
public record AppBalanceProperties(@DefaultValue("7d") Duration delay) {
  public AppBalanceProperties {
    Assert.isTrue(
        delay.toDays() >= 1
            && delay.toDays() <= 60
            && delay.equals(Duration.ofDays(delay.toDays())),
        "berth.pay.settlement.delay is not a number of days between 1d and 60d");
  }
}
