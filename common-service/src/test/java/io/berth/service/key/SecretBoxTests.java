package io.berth.service.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretBoxTests {
  private static final String FIRST = key(1);
  private static final String SECOND = key(2);

  private final SecretBox box = new SecretBox(new SecretsProperties("k1", Map.of("k1", FIRST)));
  private final SecretBox rotated =
      new SecretBox(new SecretsProperties("k2", Map.of("k1", FIRST, "k2", SECOND)));

  @Test
  void opensWhatItSealed() {
    String sealed = box.seal("geheim 密", "app/key/a");
    assertThat(sealed).startsWith("k1.").doesNotContain("geheim");
    assertThat(box.open(sealed, "app/key/a")).isEqualTo("geheim 密");
    assertThat(box.open(box.seal("", "empty"), "empty")).isEmpty();
  }

  @Test
  void sealsTheSameSecretDifferentlyEachTime() {
    assertThat(box.seal("secret", "a")).isNotEqualTo(box.seal("secret", "a"));
  }

  @Test
  void doesNotOpenInAnotherContext() {
    String foreign = box.seal("secret", "app/key/a");
    assertThatThrownBy(() -> box.open(foreign, "app/key/b"))
        .isInstanceOf(SecretBox.Unopenable.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void doesNotOpenWhatWasChanged() {
    String genuine = box.seal("secret", "a");
    for (int at = 3; at < genuine.length() - 1; at++) {
      char other = genuine.charAt(at) == 'A' ? 'B' : 'A';
      String changed = genuine.substring(0, at) + other + genuine.substring(at + 1);
      assertThatThrownBy(() -> box.open(changed, "a")).isInstanceOf(SecretBox.Unopenable.class);
    }
    for (String garbage : new String[] {"", "k1", "k1.", "k1.AAAA", "k1.\u0000", "k9.AAAA"}) {
      assertThatThrownBy(() -> box.open(garbage, "a")).isInstanceOf(SecretBox.Unopenable.class);
    }
  }

  @Test
  void stillOpensAfterARotationAndSealsWithTheNewKey() {
    String old = box.seal("secret", "a");
    assertThat(rotated.open(old, "a")).isEqualTo("secret");
    assertThat(rotated.outdated(old)).isTrue();
    String renewed = rotated.seal("secret", "a");
    assertThat(rotated.outdated(renewed)).isFalse();
    assertThatThrownBy(() -> box.open(renewed, "a")).isInstanceOf(SecretBox.Unopenable.class);
  }

  @Test
  void doesNotTakeAKeyIdForAnother() {
    SecretBox sameKeyTwice =
        new SecretBox(new SecretsProperties("k1", Map.of("k1", FIRST, "k2", FIRST)));
    String relabelled = "k2" + sameKeyTwice.seal("secret", "a").substring(2);
    assertThatThrownBy(() -> sameKeyTwice.open(relabelled, "a"))
        .isInstanceOf(SecretBox.Unopenable.class);
  }

  @Test
  void refusesUnusableConfigurationNamingIt() {
    assertThatThrownBy(() -> new SecretBox(new SecretsProperties("k1", Map.of("k1", "AAAA"))))
        .hasMessageContaining("berth.secrets.keys.k1 must be 32 bytes");
    assertThatThrownBy(() -> new SecretBox(new SecretsProperties("k1", Map.of("k1", "!"))))
        .hasMessage("berth.secrets.keys.k1 is not Base64");
    assertThatThrownBy(() -> new SecretBox(new SecretsProperties("k2", Map.of("k1", FIRST))))
        .hasMessageContaining("berth.secrets.keys.k2");
    assertThatThrownBy(() -> new SecretsProperties(null, null))
        .hasMessageContaining("berth.secrets.active");
  }

  @Test
  void showsNoKey() {
    assertThat(new SecretsProperties("k1", Map.of("k1", FIRST)).toString()).doesNotContain(FIRST);
  }

  private static String key(int fill) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) fill);
    return Base64.getEncoder().encodeToString(key);
  }
}
