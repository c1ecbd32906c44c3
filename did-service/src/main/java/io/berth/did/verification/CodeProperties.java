package io.berth.did.verification;

import java.time.Duration;
import java.util.Base64;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param key Key that mailed codes are hashed with, at least 32 bytes in Base64, because six digits
 *     could be found from a hash without one; required.
 * @param lifetime Life of a mailed code, up to 5m.
 * @param tries Wrong entries before a mailed code is void, 1 to 5.
 * @param mostSent Codes mailed per purpose, person and asking device or address block within the
 *     window, 1 to 100.
 * @param mostSentPerRecipient Codes mailed to one address for people who are not signed in, within
 *     the window, whoever asks; at least {@code most-sent}, up to 1000.
 * @param mostSentPerAddress Codes mailed for one client address block within the window, whoever
 *     they go to, 1 to 10000.
 * @param window Time in which mailed codes are counted, 1m to 1d.
 */
@ConfigurationProperties("berth.did.codes")
record CodeProperties(
    String key,
    @DefaultValue("5m") Duration lifetime,
    @DefaultValue("5") int tries,
    @DefaultValue("5") int mostSent,
    @DefaultValue("15") int mostSentPerRecipient,
    @DefaultValue("100") int mostSentPerAddress,
    @DefaultValue("10m") Duration window) {
  CodeProperties {
    Assert.hasText(key, "berth.did.codes.key is missing");
    Assert.isTrue(
        Base64.getDecoder().decode(key).length >= 32, "berth.did.codes.key is less than 32 bytes");
    Assert.isTrue(
        lifetime.isPositive() && lifetime.toMinutes() <= 5,
        "berth.did.codes.lifetime is not between 1s and 5m");
    Assert.isTrue(tries >= 1 && tries <= 5, "berth.did.codes.tries is not in 1..5");
    Assert.isTrue(mostSent >= 1 && mostSent <= 100, "berth.did.codes.most-sent is not in 1..100");
    Assert.isTrue(
        mostSentPerRecipient >= mostSent && mostSentPerRecipient <= 1000,
        "berth.did.codes.most-sent-per-recipient is not between most-sent and 1000");
    Assert.isTrue(
        mostSentPerAddress >= 1 && mostSentPerAddress <= 10_000,
        "berth.did.codes.most-sent-per-address is not in 1..10000");
    Assert.isTrue(
        window.toMinutes() >= 1 && window.toDays() <= 1,
        "berth.did.codes.window is not between 1m and 1d");
  }

  byte[] keyBytes() {
    return Base64.getDecoder().decode(key);
  }

  @Override
  public String toString() {
    return "CodeProperties[lifetime=" + lifetime + "]";
  }
}
