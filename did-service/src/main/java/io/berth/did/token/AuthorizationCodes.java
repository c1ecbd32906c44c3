package io.berth.did.token;

import io.berth.dialect.page.LoginFlow.AuthorizationRequest;
import io.berth.did.secret.Digests;
import io.berth.did.secret.Identifiers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Access codes: single use, bound to everything the authorization asked for. A used one is kept
 * until it is cleaned up, so that a second use is noticed.
 */
@Component
public final class AuthorizationCodes {
  private final DatabaseClient database;
  private final TokenProperties properties;
  private final InstantSource clock;

  AuthorizationCodes(DatabaseClient database, TokenProperties properties, InstantSource clock) {
    this.database = database;
    this.properties = properties;
    this.clock = clock;
  }

  /** A code as the redirect carries it. */
  public record AccessCode(String value, Instant expiresAt) {}

  /** Has to run in the transaction that grants the scopes. */
  public Mono<AccessCode> issue(
      AuthorizationRequest request, long uid, Collection<Integer> scopes) {
    AccessCode code =
        new AccessCode(Identifiers.hex(), clock.instant().plus(properties.codeLifetime()));
    return database
        .sql(
            """
            insert into access_codes (code_hash, app_id, uid, scopes, raw_scopes, state, device,
              redirect_url, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """)
        .bind("$1", Digests.sha256(code.value()))
        .bind("$2", request.appId())
        .bind("$3", uid)
        .bind("$4", scopes.toArray(Integer[]::new))
        .bind("$5", request.rawScopes())
        .bind("$6", request.state())
        .bind("$7", request.device())
        .bind("$8", request.redirectUrl())
        .bind("$9", code.expiresAt())
        .then()
        .thenReturn(code);
  }
}
