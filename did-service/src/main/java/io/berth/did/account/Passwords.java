package io.berth.did.account;

import io.berth.did.throttle.QueueFullException;
import io.berth.service.address.AddressBlock;
import io.berth.service.key.Randomness;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.PreDestroy;
import java.text.Normalizer;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Hashes and compares passwords with Argon2id, on separate threads for each use, so that an
 * anonymous flood of one does not stop the others. A full queue ends in {@link QueueFullException}.
 * Callers check tokens and limits first: hashing is the most expensive work that an anonymous
 * client can cause.
 */
@Component
public final class Passwords {
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int PARALLELISM = 1;

  private final Argon2PasswordEncoder encoder;
  private final Map<PasswordUse, HashingBulkhead> bulkheads = new EnumMap<>(PasswordUse.class);
  private final Map<PasswordUse, Timer> hashed = new EnumMap<>(PasswordUse.class);
  private final Map<PasswordUse, Counter> refused = new EnumMap<>(PasswordUse.class);

  /** Compared where there is no account, so that the response takes as long (enumeration). */
  private final String dummyHash;

  Passwords(PasswordProperties properties, MeterRegistry meters) {
    encoder =
        new Argon2PasswordEncoder(
            SALT_BYTES, HASH_BYTES, PARALLELISM, properties.memoryKib(), properties.passes());
    for (PasswordUse use : PasswordUse.values()) {
      String name = use.name().toLowerCase(Locale.ROOT);
      bulkheads.put(
          use,
          new HashingBulkhead(
              "passwords-" + name,
              threads(use, properties),
              properties.queue(),
              properties.mostPerAddress()));
      hashed.put(
          use,
          Timer.builder("berth.did.passwords.hashed")
              .description("Time that hashing a password took, without waiting")
              .tag("use", name)
              .register(meters));
      refused.put(
          use,
          Counter.builder("berth.did.passwords.refused")
              .description("Passwords that were not looked at because too many others were")
              .tag("use", name)
              .register(meters));
    }
    dummyHash = dummyHash(properties);
  }

  private static int threads(PasswordUse use, PasswordProperties properties) {
    return switch (use) {
      case SIGN_IN, PAYMENT -> properties.threads();
      case REGISTRATION, RECOVERY, ACCOUNT -> 1;
    };
  }

  /** Made up, not computed: random bytes are as good, and Argon2 is slow in a JVM that starts. */
  static String dummyHash(PasswordProperties properties) {
    return String.format(
        Locale.ROOT,
        "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s",
        properties.memoryKib(),
        properties.passes(),
        PARALLELISM,
        random(SALT_BYTES),
        random(HASH_BYTES));
  }

  private static String random(int length) {
    return Base64.getEncoder().withoutPadding().encodeToString(Randomness.bytes(length));
  }

  @PreDestroy
  void stop() {
    bulkheads.values().forEach(HashingBulkhead::stop);
  }

  /**
   * @param from null where the request does not come from outside
   */
  public Mono<String> hash(PasswordUse use, @Nullable AddressBlock from, String password) {
    return compute(use, from, () -> encoder.encode(composed(password)));
  }

  /**
   * @param hash null where there is none: then nothing matches, in the same time
   */
  public Mono<Boolean> matches(
      PasswordUse use, @Nullable AddressBlock from, String password, @Nullable String hash) {
    return compute(
        use, from, () -> isOf(password, hash == null ? dummyHash : hash) && hash != null);
  }

  /**
   * The hash of a password that is not the present one.
   *
   * @param present null where there is none
   */
  public Mono<Optional<String>> hashOther(
      PasswordUse use, @Nullable AddressBlock from, String password, @Nullable String present) {
    Mono<Boolean> same = present == null ? Mono.just(false) : matches(use, from, password, present);
    return same.flatMap(
        is -> is ? Mono.just(Optional.empty()) : hash(use, from, password).map(Optional::of));
  }

  /** Passwords that were set before they were composed match as they were typed. */
  private boolean isOf(String password, String hash) {
    String composed = composed(password);
    return encoder.matches(composed, hash)
        || (!composed.equals(password) && encoder.matches(password, hash));
  }

  /** One keyboard types é as one character, another as two: both mean the same (NFC). */
  private static String composed(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFC);
  }

  private <T> Mono<T> compute(
      PasswordUse use, @Nullable AddressBlock from, Callable<@Nullable T> work) {
    return Objects.requireNonNull(bulkheads.get(use))
        .run(() -> Objects.requireNonNull(hashed.get(use)).recordCallable(work), from)
        .doOnError(
            QueueFullException.class, _ -> Objects.requireNonNull(refused.get(use)).increment());
  }
}
