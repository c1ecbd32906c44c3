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
  void decryptsWhatItEncrypted() {
    String sealed = box.encrypt("geheim 密", "app/key/a");
    assertThat(sealed).startsWith("k1.").doesNotContain("geheim");
    assertThat(box.decrypt(sealed, "app/key/a")).isEqualTo("geheim 密");
    assertThat(box.decrypt(box.encrypt("", "empty"), "empty")).isEmpty();
  }

  @Test
  void encryptsTheSameSecretDifferentlyEachTime() {
    assertThat(box.encrypt("secret", "a")).isNotEqualTo(box.encrypt("secret", "a"));
  }

  @Test
  void doesNotOpenInAnotherContext() {
    String foreign = box.encrypt("secret", "app/key/a");
    assertThatThrownBy(() -> box.decrypt(foreign, "app/key/b"))
        .isInstanceOf(SecretBox.Undecryptable.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void doesNotOpenWhatWasChanged() {
    String genuine = box.encrypt("secret", "a");
    for (int at = 3; at < genuine.length() - 1; at++) {
      char other = genuine.charAt(at) == 'A' ? 'B' : 'A';
      String changed = genuine.substring(0, at) + other + genuine.substring(at + 1);
      assertThatThrownBy(() -> box.decrypt(changed, "a"))
          .isInstanceOf(SecretBox.Undecryptable.class);
    }
    for (String garbage : new String[] {"", "k1", "k1.", "k1.AAAA", "k1.\u0000", "k9.AAAA"}) {
      assertThatThrownBy(() -> box.decrypt(garbage, "a"))
          .isInstanceOf(SecretBox.Undecryptable.class);
    }
  }

  @Test
  void decryptsAfterARotationAndEncryptsWithTheNewKey() {
    String old = box.encrypt("secret", "a");
    assertThat(rotated.decrypt(old, "a")).isEqualTo("secret");
    String renewed = rotated.renew(old, "a");
    assertThat(rotated.decrypt(renewed, "a")).isEqualTo("secret");
    assertThat(rotated.renew(renewed, "a")).isEqualTo(renewed);
    assertThatThrownBy(() -> box.decrypt(renewed, "a")).isInstanceOf(SecretBox.Undecryptable.class);
  }

  @Test
  void doesNotTakeAKeyIdForAnother() {
    SecretBox sameKeyTwice =
        new SecretBox(new SecretsProperties("k1", Map.of("k1", FIRST, "k2", FIRST)));
    String relabelled = "k2" + sameKeyTwice.encrypt("secret", "a").substring(2);
    assertThatThrownBy(() -> sameKeyTwice.decrypt(relabelled, "a"))
        .isInstanceOf(SecretBox.Undecryptable.class);
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
