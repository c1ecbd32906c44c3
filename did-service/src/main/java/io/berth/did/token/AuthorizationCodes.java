package io.berth.did.token;

import static io.berth.service.sql.Rows.value;

import io.berth.dialect.page.LoginFlow.AuthorizationRequest;
import io.berth.did.secret.Digests;
import io.berth.did.secret.Identifiers;
import java.time.Instant;
import java.util.Collection;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Stores authorization codes, which are for single use and bound to the authorization request. A
 * used code is kept for a day, so that a replay is noticed (RFC 6749, section 4.1.2).
 */
@Repository
public final class AuthorizationCodes {
  private final DatabaseClient database;
  private final TokenProperties properties;

  AuthorizationCodes(DatabaseClient database, TokenProperties properties) {
    this.database = database;
    this.properties = properties;
  }

  /** A code as the redirect carries it. */
  public record AuthorizationCode(String value, Instant expiresAt) {}

  /** Has to run in the transaction that grants the scopes. */
  public Mono<AuthorizationCode> issue(
      AuthorizationRequest request, long uid, Collection<Integer> scopes) {
    String code = Identifiers.hex();
    return database
        .sql(
            """
            insert into access_codes (code_hash, app_id, uid, scopes, raw_scopes, state, device,
              redirect_url, expires_at)
            values (:codeHash, :appId, :uid, :scopes, :rawScopes, :state, :device,
              :redirectUrl, clock_timestamp() + make_interval(secs => :lifetimeSeconds))
            returning expires_at
            """)
        .bind("codeHash", Digests.sha256(code))
        .bind("appId", request.appId())
        .bind("uid", uid)
        .bind("scopes", scopes.toArray(Integer[]::new))
        .bind("rawScopes", request.rawScopes())
        .bind("state", request.state())
        .bind("device", request.device())
        .bind("redirectUrl", request.redirectUrl())
        .bind("lifetimeSeconds", properties.codeLifetime().toMillis() / 1000.0)
        .map(row -> new AuthorizationCode(code, value(row, "expires_at", Instant.class)))
        .one();
  }
}
