package io.berth.did.token;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.token.TokenCommand.Login;
import io.berth.api.token.TokenCommand.Logout;
import io.berth.api.token.TokenCommand.RedeemCode;
import io.berth.api.token.TokenCommand.RefreshTokens;
import io.berth.api.token.TokenCommand.RenewTokens;
import io.berth.api.token.TokenOutcome;
import io.berth.did.token.AccessTokens.AccessToken;
import io.berth.did.token.CodeExchanges.Presented;
import io.berth.did.token.Rotations.Requested;
import io.berth.did.token.Rotations.Rotation;
import io.berth.did.token.TokenFamilies.Family;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Issues, renews and ends an app's tokens ({@code protocols/dragonex.md}, Login). */
@Component
final class Tokens {
  private final CodeExchanges exchanges;
  private final AccessTokens accessTokens;
  private final TokenFamilies families;
  private final Rotations rotations;
  private final TokenProperties properties;
  private final TransactionalOperator transaction;
  private final InstantSource clock;

  Tokens(
      CodeExchanges exchanges,
      AccessTokens accessTokens,
      TokenFamilies families,
      Rotations rotations,
      TokenProperties properties,
      TransactionalOperator transaction,
      InstantSource clock) {
    this.exchanges = exchanges;
    this.accessTokens = accessTokens;
    this.families = families;
    this.rotations = rotations;
    this.properties = properties;
    this.transaction = transaction;
    this.clock = clock;
  }

  public Mono<Outcome> login(Login login, String appId) {
    return redeem(
        new Presented(login.code(), login.scopes(), login.state(), login.device(), null),
        appId,
        properties.lifetimes());
  }

  public Mono<Outcome> redeem(RedeemCode redeem, String appId) {
    Lifetimes lifetimes = Lifetimes.of(redeem.lifetimes());
    return lifetimes == null
        ? refused(ErrorCode.BAD_PARAMETER)
        : redeem(
            new Presented(redeem.code(), null, null, null, redeem.redirectUrl()), appId, lifetimes);
  }

  /** Tokens that are about to be issued. */
  private record Pair(RefreshToken refresh, String payToken, Lifetimes lifetimes) {}

  private Pair pair(RefreshToken refresh, Lifetimes lifetimes) {
    return new Pair(refresh, refresh.payToken(properties.refreshKeyBytes()), lifetimes);
  }

  private Mono<Outcome> redeem(Presented presented, String appId, Lifetimes lifetimes) {
    Pair pair = pair(RefreshToken.first(), lifetimes);
    return exchanges
        .exchange(
            new CodeExchanges.Requested(
                appId, presented, pair.refresh(), pair.payToken(), lifetimes))
        .flatMap(exchange -> outcome(exchange, pair));
  }

  private Mono<Outcome> outcome(CodeExchanges.Exchange exchange, Pair pair) {
    return switch (exchange) {
      case CodeExchanges.Unknown _ -> refused(ErrorCode.CODE_UNKNOWN);
      // A replay (RFC 6749, section 4.1.2): the first use may have been the attacker's.
      case CodeExchanges.UsedBefore(String family) ->
          families
              .revoke(family)
              .as(transaction::transactional)
              .then(refused(ErrorCode.CODE_UNKNOWN));
      case CodeExchanges.Exchanged(String companyId, Family family) ->
          Mono.just(grant(companyId, family, family.grant().scopes(), pair));
    };
  }

  public Mono<Outcome> refresh(RefreshTokens pair, String appId) {
    RefreshToken presented = RefreshToken.parse(pair.refreshToken());
    if (presented == null) {
      return refused(ErrorCode.REFRESH_TOKEN_UNKNOWN);
    }
    ErrorCode wrong = wrongWith(accessTokens.read(pair.accessToken()), presented, appId);
    if (wrong != null) {
      return families
          .exists(presented.family())
          .flatMap(exists -> refused(exists ? wrong : ErrorCode.REFRESH_TOKEN_UNKNOWN));
    }
    return rotate(appId, presented, List.of(), properties.lifetimes());
  }

  /** As {@link #refresh}, for protocols that present the refresh token alone. */
  public Mono<Outcome> renew(RenewTokens renew, String appId) {
    Lifetimes lifetimes = Lifetimes.of(renew.lifetimes());
    if (lifetimes == null) {
      return refused(ErrorCode.BAD_PARAMETER);
    }
    RefreshToken presented = RefreshToken.parse(renew.refreshToken());
    return presented == null
        ? refused(ErrorCode.REFRESH_TOKEN_UNKNOWN)
        : rotate(appId, presented, renew.scopes(), lifetimes);
  }

  /**
   * @param narrowing scopes that the access token is narrowed to; empty for all
   */
  private Mono<Outcome> rotate(
      String appId, RefreshToken presented, List<Integer> narrowing, Lifetimes lifetimes) {
    Pair pair = pair(presented.successor(properties.refreshKeyBytes()), lifetimes);
    return rotations
        .rotate(new Requested(appId, presented, pair.refresh(), pair.payToken(), lifetimes))
        .flatMap(rotation -> outcome(rotation, pair, narrowing));
  }

  /** The reason why an access token does not belong to this pair; null where it does. */
  private static @Nullable ErrorCode wrongWith(
      AccessTokens.@Nullable Presented access, RefreshToken presented, String appId) {
    if (access == null) {
      return ErrorCode.TOKEN_INVALID;
    }
    if (!access.appId().equals(appId)) {
      return ErrorCode.TOKEN_UNKNOWN;
    }
    return access.family().equals(presented.family()) ? null : ErrorCode.TOKEN_INVALID;
  }

  private Mono<Outcome> outcome(Rotation rotation, Pair pair, List<Integer> narrowing) {
    return switch (rotation.result()) {
      case ROTATED, REPEATED -> {
        Family family = Objects.requireNonNull(rotation.family());
        List<Integer> scopes =
            family.grant().scopes().stream()
                .filter(scope -> narrowing.isEmpty() || narrowing.contains(scope))
                .toList();
        yield Mono.just(grant(Objects.requireNonNull(rotation.companyId()), family, scopes, pair));
      }
      case REPLAYED ->
          families
              .revoke(pair.refresh().family())
              .as(transaction::transactional)
              .then(refused(ErrorCode.REFRESH_TOKEN_UNUSABLE));
      case UNUSABLE -> refused(ErrorCode.REFRESH_TOKEN_UNUSABLE);
      case EXPIRED -> refused(ErrorCode.REFRESH_TOKEN_EXPIRED);
      case UNKNOWN -> refused(ErrorCode.REFRESH_TOKEN_UNKNOWN);
    };
  }

  private Outcome grant(String companyId, Family family, List<Integer> scopes, Pair pair) {
    AccessToken access =
        accessTokens.issue(
            family, pair.refresh().accessTokenId(), scopes, pair.lifetimes().access());
    return new TokenOutcome.TokenGrant(
        access.value(),
        access.expiresAt(),
        pair.refresh().text(),
        family.refreshExpiresAt(),
        companyId,
        family.appId(),
        family.user().openId(),
        family.user().unionId(),
        family.user().uid(),
        scopes,
        family.grant().mayPayOpenly() ? pair.payToken() : null,
        family.device());
  }

  public Mono<Outcome> logout(Logout logout, Caller caller, String appId) {
    String token = logout.accessToken();
    if (token == null) {
      String family = caller.tokenFamily();
      Instant expiresAt = caller.tokenExpiresAt();
      return family == null || expiresAt == null
          ? refused(ErrorCode.TOKEN_UNKNOWN)
          : end(family, caller.tokenId(), expiresAt);
    }
    AccessTokens.Presented presented = accessTokens.read(token);
    if (presented == null) {
      return refused(ErrorCode.TOKEN_INVALID);
    }
    if (!presented.appId().equals(appId)) {
      return refused(ErrorCode.TOKEN_UNKNOWN);
    }
    return presented.expiresAt().isAfter(clock.instant())
        ? end(presented.family(), presented.tokenId(), presented.expiresAt())
        : refused(ErrorCode.TOKEN_EXPIRED);
  }

  /** A token of an earlier release has no id: it takes its family with it. */
  private Mono<Outcome> end(String family, @Nullable String tokenId, Instant expiresAt) {
    return (tokenId == null ? families.revoke(family) : families.end(family, tokenId, expiresAt))
        .as(transaction::transactional)
        .flatMap(lived -> lived ? done() : refused(ErrorCode.TOKEN_UNUSABLE));
  }

  public Mono<Outcome> life(Caller caller, String appId) {
    Instant expiresAt = caller.tokenExpiresAt();
    return expiresAt == null
        ? refused(ErrorCode.TOKEN_UNKNOWN)
        : Mono.just(new TokenOutcome.TokenLife(appId, expiresAt));
  }

  /**
   * @param tokenId null for a token without one
   */
  public Mono<Boolean> lives(String family, @Nullable String tokenId, long uid) {
    return families.lives(family, tokenId, uid);
  }

  private static Mono<Outcome> refused(ErrorCode code) {
    return Mono.just(Refusal.of(code));
  }

  private static Mono<Outcome> done() {
    return Mono.just(new Outcome.Done());
  }
}
