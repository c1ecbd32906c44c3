package io.berth.did.foureyes;

import io.berth.api.change.ChangeOutcome.FourEyes;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads who has acted as an operator since when, which triggers keep. A change is only as safe as
 * this list: an operator who is made, or comes back, or sets up another second factor, confirms
 * nothing for the waiting time and nothing that was proposed before; one who is frozen or demoted
 * counts for a week, so that removing the second operator makes the first no single operator.
 *
 * <p>Operators who had the role before the first one acted are founders of the platform: their
 * second factors count at once if they set them up within an hour of the first.
 */
@Repository
class OperatorTenures {
  private static final String FOUNDED =
      "with founded as (select min(acting_since) as at from operator_terms) ";

  private final DatabaseClient database;
  private final FourEyesProperties properties;

  OperatorTenures(DatabaseClient database, FourEyesProperties properties) {
    this.database = database;
    this.properties = properties;
  }

  Mono<FourEyes> ask(@Nullable Long requester, @Nullable Long payee) {
    return database
        .sql(
            """
            with mine as (
              select company_id from company_members where uid = :requester
              union
              select company_id from past_members
              where uid = :requester and left_at > clock_timestamp() - interval '7 days')
            select
              (select count(distinct uid) from operator_terms
                where acting_since is not null and uid is distinct from :requester
                  and (ended_at is null or ended_at > clock_timestamp() - interval '7 days'))
                  <= case when :requester::bigint is null then 1 else 0 end as alone,
              exists (select from operator_terms
                where uid = :requester and ended_at is null and acting_since is not null) as acting,
              coalesce(:requester = :payee, false) or exists (select from mine m where
                exists (select from company_members c
                  where c.company_id = m.company_id and c.uid = :payee)
                or exists (select from past_members p
                  where p.company_id = m.company_id and p.uid = :payee
                    and p.left_at > clock_timestamp() - interval '7 days')
                or exists (select from apps a
                  where a.company_id = m.company_id and :payee in (a.admin_uid, a.profit_uid)))
                as tied,
              not exists (select from accounts where uid = :payee
                and created_at <= clock_timestamp() - make_interval(secs => :waitingTimeSeconds))
                as fresh
            """)
        .bind("requester", Parameters.in(R2dbcType.BIGINT, requester))
        .bind("payee", Parameters.in(R2dbcType.BIGINT, payee))
        .bind("waitingTimeSeconds", (double) properties.waitingTime().toSeconds())
        .map(
            row ->
                new FourEyes(
                    is(row, "alone"),
                    properties.waitingTime().toSeconds(),
                    is(row, "acting"),
                    is(row, "tied"),
                    is(row, "fresh")))
        .one();
  }

  /**
   * Where the operator's token proposed the change, there have to be two operators, because the one
   * who confirms may have proposed it.
   */
  Mono<Boolean> mayConfirm(long confirmer, @Nullable Long requester, Instant requestedAt) {
    return database
        .sql(
            FOUNDED
                + """
                select :confirmer is distinct from :requester and exists (
                    select from operator_terms t, founded f
                    where t.uid = :confirmer and t.ended_at is null
                      and (t.acting_since <= least(:requestedAt,
                            clock_timestamp() - make_interval(secs => :waitingTimeSeconds))
                        or (t.granted_at <= f.at and t.acting_since <= f.at + interval '1 hour')))
                  and (:requester::bigint is not null or 2 <= (
                    select count(distinct uid) from operator_terms t, founded f
                    where t.ended_at is null and (t.acting_since <= :requestedAt
                      or (t.granted_at <= f.at and t.acting_since <= f.at + interval '1 hour'))))
                """)
        .bind("confirmer", confirmer)
        .bind("requester", Parameters.in(R2dbcType.BIGINT, requester))
        .bind("requestedAt", requestedAt)
        .bind("waitingTimeSeconds", (double) properties.waitingTime().toSeconds())
        .mapValue(Boolean.class)
        .one();
  }

  /** Whether there has ever been an acting operator. */
  Mono<Boolean> founded() {
    return database
        .sql("select exists (select from operator_terms where acting_since is not null)")
        .mapValue(Boolean.class)
        .one();
  }

  /** Recipients of mails about changes: operators, and those who were until a week ago. */
  Flux<Reader> readers() {
    return database
        .sql(
            """
            select a.login, coalesce(a.language, 'en') as language from accounts a
            where a.uid in (select uid from operator_terms
              where ended_at is null or ended_at > clock_timestamp() - interval '7 days')
            order by a.uid limit 100
            """)
        .mapProperties(Reader.class)
        .all();
  }

  Mono<String> login(long uid) {
    return database
        .sql("select login from accounts where uid = :uid")
        .bind("uid", uid)
        .mapValue(String.class)
        .one();
  }

  record Reader(String login, String language) {}

  private static boolean is(Readable row, String column) {
    return Boolean.TRUE.equals(row.get(column, Boolean.class));
  }
}
