package io.berth.did.token;

import java.time.Duration;
import java.util.Base64;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param refreshKey Key that derives refresh tokens, pay tokens and ids of access tokens, at least
 *     32 bytes in Base64; required.
 * @param accessLifetime Life of access tokens, 1m to less than 24h.
 * @param refreshLifetime Life of refresh tokens, at least 7d.
 * @param codeLifetime Life of authorization codes, up to 5m.
 * @param repeatable Time in which a used refresh token still gives the same successor, 0 to 5m.
 */
@ConfigurationProperties("berth.did.tokens")
public record TokenProperties(
    String refreshKey,
    @DefaultValue("12h") Duration accessLifetime,
    @DefaultValue("14d") Duration refreshLifetime,
    @DefaultValue("5m") Duration codeLifetime,
    @DefaultValue("60s") Duration repeatable) {

  public TokenProperties {
    Assert.hasText(refreshKey, "berth.did.tokens.refresh-key is missing");
    Assert.isTrue(
        Base64.getDecoder().decode(refreshKey).length >= 32,
        "berth.did.tokens.refresh-key holds less than 32 bytes");
    Assert.isTrue(
        accessLifetime.compareTo(Duration.ofMinutes(1)) >= 0
            && accessLifetime.compareTo(Duration.ofHours(24)) < 0,
        "berth.did.tokens.access-lifetime is not between 1m and 24h");
    Assert.isTrue(
        refreshLifetime.compareTo(Duration.ofDays(7)) >= 0,
        "berth.did.tokens.refresh-lifetime is less than 7d");
    Assert.isTrue(
        codeLifetime.isPositive() && codeLifetime.compareTo(Duration.ofMinutes(5)) <= 0,
        "berth.did.tokens.code-lifetime is not between 1s and 5m");
    Assert.isTrue(
        !repeatable.isNegative() && repeatable.compareTo(Duration.ofMinutes(5)) <= 0,
        "berth.did.tokens.repeatable is not between 0s and 5m");
  }

  Lifetimes lifetimes() {
    return new Lifetimes(accessLifetime, refreshLifetime);
  }

  byte[] refreshKeyBytes() {
    return Base64.getDecoder().decode(refreshKey);
  }

  @Override
  public String toString() {
    return "TokenProperties[accessLifetime=" + accessLifetime + "]";
  }
}
