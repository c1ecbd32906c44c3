package io.berth.gateway.access;

import io.berth.api.token.TokenCommand;
import io.berth.service.command.CommandClient;
import io.berth.service.key.PlatformKeys;
import io.berth.service.key.TokenType;
import io.berth.service.key.Verification;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Sessions of people on Berth's own pages. */
@Component
public final class Sessions {

  private final Credentials<Session> credentials;

  Sessions(
      PlatformKeys keys,
      Revocations revocations,
      CommandClient services,
      Clock clock,
      AccessProperties properties) {
    this.credentials =
        new Credentials<>(
            new SessionKind(),
            keys,
            revocations,
            services,
            clock,
            properties.tokens().remembered());
  }

  /** Never errors and is never empty. */
  public Mono<TokenVerification<Session>> check(String cookie, String requestId) {
    return credentials.check(cookie, requestId);
  }

  private static final class SessionKind implements Credentials.Kind<Session> {

    /** Claims as did-service writes them; times are Unix seconds. */
    private record Claims(String sub, String sid, long iat, long exp) {}

    @Override
    public TokenType type() {
      return TokenType.SESSION;
    }

    @Override
    public Session read(Verification.Genuine genuine) {
      Claims claims = genuine.as(Claims.class);
      return new Session(
          Long.parseLong(claims.sub()),
          claims.sid(),
          Instant.ofEpochSecond(claims.iat()),
          Instant.ofEpochSecond(claims.exp()));
    }

    @Override
    public Instant expiresAt(Session session) {
      return session.expiresAt();
    }

    @Override
    public boolean expired(Session session, Revocations revocations) {
      return false;
    }

    @Override
    public boolean revoked(Session session, Revocations revocations) {
      return revocations.revoked(session);
    }

    @Override
    public TokenCommand.CheckRevocation question(Session session) {
      return new TokenCommand.CheckRevocation(
          session.uid(), null, null, null, session.sessionId(), session.issuedAt());
    }
  }
}
