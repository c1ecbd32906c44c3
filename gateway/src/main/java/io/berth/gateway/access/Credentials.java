package io.berth.gateway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.token.TokenCommand;
import io.berth.service.command.CommandClient;
import io.berth.service.key.PlatformKeys;
import io.berth.service.key.TokenType;
import io.berth.service.key.Verification;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/**
 * Verifies what did-service has signed and remembers it until it expires, because an ES256
 * verification costs a few tenths of a millisecond. Whether it was revoked is looked up each time.
 */
final class Credentials<T> {

  private static final int LONGEST = 4096;
  private static final String PERMISSION = "revocation:check";

  /** Difference between tokens and sessions. */
  interface Kind<T> {
    TokenType type();

    /**
     * @throws RuntimeException of Jackson's or a wrong number, if the claims are not of this kind
     */
    T read(Verification.Genuine genuine);

    Instant expiresAt(T claims);

    boolean revoked(T claims, Revocations revocations);

    /** Whether it has expired earlier than it says. */
    boolean expired(T claims, Revocations revocations);

    TokenCommand.CheckRevocation question(T claims);
  }

  private final Kind<T> kind;
  private final PlatformKeys keys;
  private final Revocations revocations;
  private final CommandClient services;
  private final Clock clock;
  private final Cache<String, T> remembered;

  Credentials(
      Kind<T> kind,
      PlatformKeys keys,
      Revocations revocations,
      CommandClient services,
      Clock clock,
      int rememberedCount) {
    this.kind = kind;
    this.keys = keys;
    this.revocations = revocations;
    this.services = services;
    this.clock = clock;
    this.remembered =
        Caffeine.newBuilder()
            .maximumSize(rememberedCount)
            .expireAfter(Expiry.<String, T>creating((text, claims) -> left(claims)))
            .build();
  }

  private Duration left(T claims) {
    Duration left = Duration.between(clock.instant(), kind.expiresAt(claims));
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Never errors and is never empty; what is remembered is decided at once. */
  Mono<TokenVerification<T>> check(String text, String requestId) {
    T known = remembered(text);
    if (known != null) {
      return unlessRevoked(known, requestId);
    }
    if (text.length() > LONGEST) {
      return Mono.just(new TokenVerification.Unknown<>());
    }
    return keys.verifyToken(text, kind.type())
        .flatMap(verification -> decide(text, verification, requestId));
  }

  private Mono<TokenVerification<T>> decide(
      String text, Verification verification, String requestId) {
    return switch (verification) {
      case Verification.Genuine genuine -> {
        T claims = read(genuine);
        if (claims == null) {
          yield Mono.just(new TokenVerification.Unknown<>());
        }
        remembered.put(text, claims);
        yield unlessRevoked(claims, requestId);
      }
      case Verification.Expired _ -> Mono.just(new TokenVerification.Expired<>());
      case Verification.Forged _ -> Mono.just(new TokenVerification.Unknown<>());
      case Verification.Undecided(String why) ->
          Mono.just(new TokenVerification.Undecided<>(Refusal.of(ErrorCode.TIMEOUT, why)));
    };
  }

  private Mono<TokenVerification<T>> unlessRevoked(T claims, String requestId) {
    if (kind.expired(claims, revocations)) {
      return Mono.just(new TokenVerification.Expired<>());
    }
    if (kind.revoked(claims, revocations)) {
      return Mono.just(new TokenVerification.Revoked<>());
    }
    if (revocations.isFresh()) {
      return Mono.just(new TokenVerification.Verified<>(claims));
    }
    return services
        .asService(kind.question(claims), requestId, PERMISSION)
        .map(outcome -> answered(claims, outcome));
  }

  private static <T> TokenVerification<T> answered(T claims, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Success _ -> new TokenVerification.Verified<>(claims);
      case Refusal(ErrorCode code, _) when code == ErrorCode.TOKEN_UNUSABLE ->
          new TokenVerification.Revoked<>();
      case Refusal refusal -> new TokenVerification.Undecided<>(refusal);
    };
  }

  /** The claims of something that we signed, expired or revoked or not; empty for all else. */
  Mono<T> signed(String text) {
    T known = remembered(text);
    if (known != null) {
      return Mono.just(known);
    }
    return text.length() > LONGEST
        ? Mono.empty()
        : keys.verify(text, kind.type())
            .flatMap(
                verification ->
                    verification instanceof Verification.Genuine genuine
                        ? Mono.justOrEmpty(read(genuine))
                        : Mono.empty());
  }

  private @Nullable T remembered(String text) {
    T known = remembered.getIfPresent(text);
    return known != null && clock.instant().isBefore(kind.expiresAt(known)) ? known : null;
  }

  private @Nullable T read(Verification.Genuine genuine) {
    try {
      return kind.read(genuine);
    } catch (JacksonException | NumberFormatException | java.time.DateTimeException unreadable) {
      return null;
    }
  }
}
