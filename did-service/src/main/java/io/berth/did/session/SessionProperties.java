package io.berth.did.session;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param lifetime how long a browser stays signed in; up to 30 days
 * @param triesPerAccount wrong passwords a day per account and known device or address block,
 *     before further ones have to wait
 * @param triesPerAccountInAll the same per account for all unknown devices together
 * @param triesPerAddress wrong passwords of an address block within the window, whatever the
 *     account
 * @param window 1 minute to 1 day
 * @param deviceLifetime how long a device stays known after signing in
 */
@ConfigurationProperties("berth.did.sessions")
public record SessionProperties(
    @DefaultValue("7d") Duration lifetime,
    @DefaultValue("10") int triesPerAccount,
    @DefaultValue("100") int triesPerAddress,
    @DefaultValue("15m") Duration window,
    @DefaultValue("100") int triesPerAccountInAll,
    @DefaultValue("180d") Duration deviceLifetime) {
  public SessionProperties {
    Assert.isTrue(
        lifetime.toMinutes() >= 5 && lifetime.toDays() <= 30,
        "berth.did.sessions.lifetime is not between 5m and 30d");
    Assert.isTrue(
        triesPerAccount >= 1 && triesPerAccount <= 1000,
        "berth.did.sessions.tries-per-account is not in 1..1000");
    Assert.isTrue(
        triesPerAddress >= 1 && triesPerAddress <= 10_000,
        "berth.did.sessions.tries-per-address is not in 1..10000");
    Assert.isTrue(
        window.toMinutes() >= 1 && window.toDays() <= 1,
        "berth.did.sessions.window is not between 1m and 1d");
    Assert.isTrue(
        triesPerAccountInAll >= triesPerAccount && triesPerAccountInAll <= 10_000,
        "berth.did.sessions.tries-per-account-in-all is not between tries-per-account and 10000");
    Assert.isTrue(
        deviceLifetime.toDays() >= 1 && deviceLifetime.toDays() <= 400,
        "berth.did.sessions.device-lifetime is not between 1d and 400d");
  }
}
