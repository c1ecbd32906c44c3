package io.berth.did.company;

import io.berth.api.company.CompanyCommand.Role;
import io.berth.api.company.CompanyOutcome.Invitation;
import io.berth.did.secret.Digests;
import java.time.Duration;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Stores open invitations; the tokens of their links are stored as digests only. */
@Repository
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
            select :companyId, :login, :role, :tokenHash, instant,
              instant + make_interval(secs => :lifetimeSeconds)
              from clock_timestamp() as instant
            on conflict (company_id, login) do update set role = excluded.role,
              token_hash = excluded.token_hash, created_at = excluded.created_at,
              expires_at = excluded.expires_at
            """)
        .bind("companyId", companyId)
        .bind("login", login)
        .bind("role", role.name())
        .bind("tokenHash", Digests.sha256(token))
        .bind("lifetimeSeconds", LIFE.toMillis() / 1000.0)
        .then();
  }

  Mono<Open> find(String token) {
    return database
        .sql(
            """
            select company_id, login, role from company_invitations
            where token_hash = :tokenHash and expires_at > clock_timestamp()
            """)
        .bind("tokenHash", Digests.sha256(token))
        .mapProperties(Open.class)
        .one();
  }

  Mono<Boolean> withdraw(String companyId, String login) {
    return database
        .sql("delete from company_invitations where company_id = :companyId and login = :login")
        .bind("companyId", companyId)
        .bind("login", login)
        .fetch()
        .rowsUpdated()
        .map(removed -> removed > 0);
  }

  Mono<List<Invitation>> of(String companyId) {
    return database
        .sql(
            """
            select login, role, created_at as invited_at, expires_at from company_invitations
            where company_id = :companyId and expires_at > clock_timestamp()
            order by created_at, login limit :limit
            """)
        .bind("companyId", companyId)
        .bind("limit", MOST)
        .mapProperties(Invitation.class)
        .all()
        .collectList();
  }
}
