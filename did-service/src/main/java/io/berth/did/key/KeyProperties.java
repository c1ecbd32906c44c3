package io.berth.did.key;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.Assert;

/**
 * @param keys Private JWK set of EC P-256 keys with ids, required; the first signs access tokens,
 *     all of them verify.
 */
@ConfigurationProperties("berth.did.tokens")
record KeyProperties(String keys) {

  KeyProperties {
    Assert.hasText(keys, "berth.did.tokens.keys is missing");
  }

  @Override
  public String toString() {
    return "KeyProperties";
  }
}
