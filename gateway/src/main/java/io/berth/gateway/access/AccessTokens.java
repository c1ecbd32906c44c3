package io.berth.gateway.access;

import io.berth.api.token.TokenCommand;
import io.berth.service.command.CommandClient;
import io.berth.service.key.PlatformKeys;
import io.berth.service.key.TokenType;
import io.berth.service.key.Verification;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Access tokens of games' front ends. */
@Component
public final class AccessTokens {

  private final Credentials<AccessToken> credentials;
  private final Revocations revocations;

  AccessTokens(
      PlatformKeys keys,
      Revocations revocations,
      CommandClient services,
      Clock clock,
      AccessProperties properties) {
    this.revocations = revocations;
    this.credentials =
        new Credentials<>(
            new AccessTokenKind(),
            keys,
            revocations,
            services,
            clock,
            properties.tokens().remembered());
  }

  /** Never errors and is never empty. */
  public Mono<TokenVerification<AccessToken>> check(String token, String requestId) {
    return credentials.check(token, requestId);
  }

  /** After a logout: this node does not accept the token from now on. */
  public Mono<Void> forget(String token) {
    return credentials
        .signed(token)
        .doOnNext(claims -> forget(claims.tokenId(), claims.family()))
        .then();
  }

  /**
   * Rejects a token whose claims are known.
   *
   * @param tokenId null for a token without one, which is logged off with its whole family
   */
  public void forget(@Nullable String tokenId, String family) {
    if (tokenId == null) {
      revocations.revokeFamily(family);
    } else {
      revocations.revokeToken(tokenId);
    }
  }

  private static final class AccessTokenKind implements Credentials.Kind<AccessToken> {

    /** Claims as did-service writes them; times are Unix seconds. */
    private record Claims(
        String sub,
        String app,
        String fam,
        @Nullable String jti,
        Set<Integer> scp,
        @Nullable String dev,
        long iat,
        long exp) {}

    @Override
    public TokenType type() {
      return TokenType.ACCESS_TOKEN;
    }

    @Override
    public AccessToken read(Verification.Genuine genuine) {
      Claims claims = genuine.as(Claims.class);
      return new AccessToken(
          Long.parseLong(claims.sub()),
          claims.app(),
          claims.fam(),
          claims.jti(),
          Set.copyOf(claims.scp()),
          claims.dev(),
          new AccessToken.Validity(
              Instant.ofEpochSecond(claims.iat()), Instant.ofEpochSecond(claims.exp())));
    }

    @Override
    public Instant expiresAt(AccessToken token) {
      return token.expiresAt();
    }

    @Override
    public boolean expired(AccessToken token, Revocations revocations) {
      return revocations.expired(token);
    }

    @Override
    public boolean revoked(AccessToken token, Revocations revocations) {
      return revocations.revoked(token);
    }

    @Override
    public TokenCommand.CheckRevocation question(AccessToken token) {
      return new TokenCommand.CheckRevocation(
          token.uid(), token.appId(), token.family(), token.tokenId(), null, token.issuedAt());
    }
  }
}
