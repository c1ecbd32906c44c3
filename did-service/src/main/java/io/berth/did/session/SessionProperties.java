package io.berth.did.session;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param lifetime Time that a browser stays signed in, 5m to 30d.
 * @param triesPerAccount Wrong passwords a day that are not delayed, for one account and known
 *     device or address block, 1 to 1000.
 * @param triesPerAccountInAll Wrong passwords a day that are not delayed, for one account and all
 *     unknown devices together; at least {@code tries-per-account}, up to 10000.
 * @param triesPerAddress Wrong passwords of one address block within the window that are not
 *     delayed, whatever the account, 1 to 10000.
 * @param window Time in which wrong passwords of an address block are counted, 1m to 1d.
 * @param deviceLifetime Time that a browser stays a known device after signing in, 1d to 400d.
 * @param mostPerAccount Sessions that an account may have, 5 to 1000; signing in once more ends the
 *     one whose latest use is longest ago.
 */
@ConfigurationProperties("berth.did.sessions")
public record SessionProperties(
    @DefaultValue("7d") Duration lifetime,
    @DefaultValue("10") int triesPerAccount,
    @DefaultValue("100") int triesPerAddress,
    @DefaultValue("15m") Duration window,
    @DefaultValue("100") int triesPerAccountInAll,
    @DefaultValue("180d") Duration deviceLifetime,
    @DefaultValue("100") int mostPerAccount) {
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
    Assert.isTrue(
        mostPerAccount >= 5 && mostPerAccount <= 1000,
        "berth.did.sessions.most-per-account is not in 5..1000");
  }
}
