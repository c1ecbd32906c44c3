package io.berth.did.company;

import io.berth.api.company.CompanyCommand.Role;
import io.berth.api.company.CompanyOutcome.Invitation;
import io.berth.did.secret.Digests;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Stores open invitations; the tokens of their links are stored as digests only. */
@Component
final class Invitations {
  private static final Duration LIFE = Duration.ofDays(7);
  static final int MOST = 50;

  private final DatabaseClient database;

  Invitations(DatabaseClient database) {
    this.database = database;
  }

  record Open(String companyId, String login, Role role) {}

  /**
   * @param token what the link carries
   */
  Mono<Void> make(String token, String companyId, String login, Role role) {
    return database
        .sql(
            """
            insert into company_invitations (company_id, login, role, token_hash, created_at, expires_at)
            select $1, $2, $3, $4, instant, instant + make_interval(secs => $5)
              from clock_timestamp() as instant
            on conflict (company_id, login) do update set role = excluded.role,
              token_hash = excluded.token_hash, created_at = excluded.created_at,
              expires_at = excluded.expires_at
            """)
        .bind("$1", companyId)
        .bind("$2", login)
        .bind("$3", role.name())
        .bind("$4", Digests.sha256(token))
        .bind("$5", LIFE.toMillis() / 1000.0)
        .then();
  }

  Mono<Open> find(String token) {
    return database
        .sql(
            """
            select company_id, login, role from company_invitations
            where token_hash = $1 and expires_at > clock_timestamp()
            """)
        .bind("$1", Digests.sha256(token))
        .map(
            row ->
                new Open(
                    Objects.requireNonNull(row.get("company_id", String.class)),
                    Objects.requireNonNull(row.get("login", String.class)),
                    Role.valueOf(Objects.requireNonNull(row.get("role", String.class)))))
        .one();
  }

  Mono<Boolean> withdraw(String companyId, String login) {
    return database
        .sql("delete from company_invitations where company_id = $1 and login = $2")
        .bind("$1", companyId)
        .bind("$2", login)
        .fetch()
        .rowsUpdated()
        .map(removed -> removed > 0);
  }

  Mono<List<Invitation>> of(String companyId) {
    return database
        .sql(
            """
            select login, role, created_at, expires_at from company_invitations
            where company_id = $1 and expires_at > clock_timestamp()
            order by created_at, login limit $2
            """)
        .bind("$1", companyId)
        .bind("$2", MOST)
        .map(
            row ->
                new Invitation(
                    Objects.requireNonNull(row.get("login", String.class)),
                    Role.valueOf(Objects.requireNonNull(row.get("role", String.class))),
                    Objects.requireNonNull(row.get("created_at", Instant.class)),
                    Objects.requireNonNull(row.get("expires_at", Instant.class))))
        .all()
        .collectList();
  }
}
