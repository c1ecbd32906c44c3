package io.berth.did.foureyes;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param waitingTime Time that a change waits where nobody can confirm it, 1s to 7d; also how long
 *     somebody has to be an operator with a second factor before they confirm anything.
 * @param look Time between looks for changes that are due, 100ms to 10m.
 */
@ConfigurationProperties("berth.did.four-eyes")
record FourEyesProperties(
    @DefaultValue("24h") Duration waitingTime, @DefaultValue("5s") Duration look) {
  FourEyesProperties {
    Assert.isTrue(
        waitingTime.toSeconds() >= 1 && waitingTime.toDays() <= 7,
        "berth.did.four-eyes.waiting-time is not between 1s and 7d");
    Assert.isTrue(
        look.toMillis() >= 100 && look.toMinutes() <= 10,
        "berth.did.four-eyes.look is not between 100ms and 10m");
  }
}
