package io.berth.did.account;

import io.berth.did.Busy;
import io.berth.service.key.Randomness;
import jakarta.annotation.PreDestroy;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Argon2id on threads of its own. A full queue ends in {@link Busy}. */
@Component
public final class Passwords {
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int LANES = 1;

  private final Argon2PasswordEncoder encoder;
  private final Scheduler scheduler;

  /** Checked where there is no account, so that it takes as long as where there is one. */
  private final String nobody;

  Passwords(PasswordProperties properties) {
    encoder =
        new Argon2PasswordEncoder(
            SALT_BYTES, HASH_BYTES, LANES, properties.memoryKib(), properties.passes());
    scheduler = Schedulers.newBoundedElastic(properties.threads(), properties.queue(), "passwords");
    nobody = nobody(properties);
  }

  /** Made up, not computed: random bytes are as good, and Argon2 is slow in a JVM that starts. */
  static String nobody(PasswordProperties properties) {
    return String.format(
        Locale.ROOT,
        "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s",
        properties.memoryKib(),
        properties.passes(),
        LANES,
        random(SALT_BYTES),
        random(HASH_BYTES));
  }

  private static String random(int length) {
    return Base64.getEncoder().withoutPadding().encodeToString(Randomness.bytes(length));
  }

  @PreDestroy
  void stop() {
    scheduler.dispose();
  }

  public Mono<String> hash(String password) {
    return compute(() -> encoder.encode(password));
  }

  /**
   * @param hash null where there is none: then nothing matches, in the same time
   */
  public Mono<Boolean> matches(String password, @Nullable String hash) {
    return compute(() -> encoder.matches(password, hash == null ? nobody : hash) && hash != null);
  }

  private <T> Mono<T> compute(Callable<T> work) {
    return Mono.fromCallable(work)
        .subscribeOn(scheduler)
        .onErrorMap(RejectedExecutionException.class, _ -> new Busy("passwords"));
  }
}
