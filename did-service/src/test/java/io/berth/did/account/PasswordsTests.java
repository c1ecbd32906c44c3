package io.berth.did.account;

import static io.berth.did.account.PasswordUse.SIGN_IN;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

class PasswordsTests {

  private static final PasswordProperties PROPERTIES = new PasswordProperties(7168, 3, 1, 4, 3);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Passwords passwords = new Passwords(PROPERTIES, new SimpleMeterRegistry());

  @AfterEach
  void stop() {
    passwords.stop();
  }

  @Test
  void aPasswordMatchesItsHashAndNoOther() {
    String hash = passwords.hash(SIGN_IN, null, "right").block(TIMEOUT);
    assertThat(passwords.matches(SIGN_IN, null, "right", hash).block(TIMEOUT)).isTrue();
    assertThat(passwords.matches(SIGN_IN, null, "wrong", hash).block(TIMEOUT)).isFalse();
  }

  @Test
  void aPasswordMatchesHoweverAKeyboardComposesItsLetters() {
    String hash = passwords.hash(SIGN_IN, null, "cafe\u0301 1234").block(TIMEOUT);
    assertThat(passwords.matches(SIGN_IN, null, "caf\u00e9 1234", hash).block(TIMEOUT)).isTrue();
    assertThat(passwords.matches(SIGN_IN, null, "cafe\u0301 1234", hash).block(TIMEOUT)).isTrue();
    assertThat(passwords.matches(SIGN_IN, null, "cafe 1234", hash).block(TIMEOUT)).isFalse();
  }

  @Test
  void aPasswordOfAFormerReleaseStillMatchesAsTyped() {
    String hash = new Argon2PasswordEncoder(16, 32, 1, 7168, 3).encode("cafe\u0301 1234");
    assertThat(passwords.matches(SIGN_IN, null, "cafe\u0301 1234", hash).block(TIMEOUT)).isTrue();
  }

  @Test
  void nothingMatchesWhereThereIsNoAccount() {
    assertThat(passwords.matches(SIGN_IN, null, "anything", null).block(TIMEOUT)).isFalse();
  }

  /** Its memory, passes, salt and length are an account's: so is the time that checking takes. */
  @Test
  void theDummyHashIsLikeThatOfAnAccount() {
    String real = passwords.hash(SIGN_IN, null, "any").block(TIMEOUT);
    String dummyHash = Passwords.dummyHash(PROPERTIES);
    assertThat(dummyHash).hasSameSizeAs(real);
    assertThat(dummyHash.substring(0, dummyHash.indexOf("p=1$") + 4))
        .isEqualTo(real.substring(0, real.indexOf("p=1$") + 4));
    assertThat(new Argon2PasswordEncoder(16, 32, 1, 7168, 3).upgradeEncoding(dummyHash)).isFalse();
  }
}
