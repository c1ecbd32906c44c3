package io.berth.did.person;

import static io.berth.service.sql.Rows.value;

import io.berth.api.person.PersonOutcome.Consent;
import io.berth.api.person.PersonOutcome.Game;
import io.berth.api.person.PersonOutcome.GameRole;
import io.berth.api.person.PersonOutcome.GameScore;
import io.berth.api.person.PersonOutcome.Membership;
import io.berth.api.person.PersonOutcome.PasskeyNamed;
import io.berth.api.person.PersonOutcome.PersonalData;
import io.berth.api.person.PersonOutcome.Profile;
import io.berth.api.person.PersonOutcome.SignIn;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Reads all that is stored of a person. */
@Repository
class PersonalRows {

  /** Rows of one kind that are read at most: an answer must fit into memory. */
  private static final int MAX_ROWS = 10_000;

  private static final String PROFILE =
      """
      select a.uid, regexp_replace(a.login, '^test:', '') as mail, a.name, a.avatar, a.language, a.created_at,
             a.pay_password_hash is not null as pay_password, a.pay_password_changed_at,
             exists (select from second_factors f
                      where f.uid = a.uid and f.confirmed_at is not null) as second_factor
        from accounts a where a.uid = :uid and a.login is not null
      """;

  private static final String SESSIONS =
      """
      select created_at as signed_in_at, expires_at, second_factor_at, seen_at, browser, system,
             address_prefix
        from sessions
       where uid = :uid and expires_at > clock_timestamp() order by created_at limit :max
      """;

  private static final String CONSENTS =
      """
      select i.app_id, i.open_id, u.union_id, i.granted_scopes, i.refused_scopes, i.authorized_at
        from identities i
        join apps a on a.app_id = i.app_id
        join union_ids u on u.uid = i.uid and u.company_id = a.company_id
       where i.uid = :uid order by i.app_id limit :max
      """;

  private static final String FRIENDS =
      "select friend_uid from friendships where uid = :uid order by 1 limit :max";

  private static final String MEMBERSHIPS =
      """
      select company_id, role, created_at as since from company_members
       where uid = :uid order by company_id limit :max
      """;

  private static final String GAMES =
      """
      select app_id, channel_id as channel, entered_at, favorite from players
       where uid = :uid order by app_id limit :max
      """;

  private static final String ROLES =
      """
      select r.app_id, r.server_id, r.role_id, r.role_name as name, r.role_level as level,
             r.updated_at
        from players p join player_roles r on r.app_id = p.app_id and r.uid = p.uid
       where p.uid = :uid order by r.app_id, r.server_id, r.role_id limit :max
      """;

  private static final String SCORES =
      """
      select app_id, server_id, score, reached_at from scores
       where uid = :uid order by app_id, server_id limit :max
      """;

  private static final String PASSKEYS =
      "select name, created_at, used_at from passkeys where uid = :uid order by id limit :max";

  private static final String EMAILS_OFF =
      "select topic from notices_off where uid = :uid order by topic limit :max";

  private final DatabaseClient database;

  PersonalRows(DatabaseClient database) {
    this.database = database;
  }

  /** Empty where there is no such person. */
  Mono<PersonalData> read(long uid) {
    return database
        .sql(PROFILE)
        .bind("uid", uid)
        .mapProperties(Profile.class)
        .one()
        .flatMap(
            profile ->
                Mono.zip(
                        rows(SESSIONS, uid, SignIn.class),
                        consents(uid),
                        friends(uid),
                        rows(MEMBERSHIPS, uid, Membership.class),
                        rows(GAMES, uid, Game.class),
                        rows(ROLES, uid, GameRole.class),
                        rows(SCORES, uid, GameScore.class),
                        Mono.zip(rows(PASSKEYS, uid, PasskeyNamed.class), emailsOff(uid)))
                    .map(
                        all ->
                            new PersonalData(
                                profile,
                                all.getT1(),
                                all.getT2(),
                                all.getT3(),
                                all.getT4(),
                                all.getT5(),
                                all.getT6(),
                                all.getT7(),
                                all.getT8().getT1(),
                                all.getT8().getT2())));
  }

  private <T> Mono<List<T>> rows(String sql, long uid, Class<T> type) {
    return select(sql, uid).mapProperties(type).all().collectList();
  }

  private Mono<List<Long>> friends(long uid) {
    return select(FRIENDS, uid).mapValue(Long.class).all().collectList();
  }

  private Mono<List<String>> emailsOff(long uid) {
    return select(EMAILS_OFF, uid).mapValue(String.class).all().collectList();
  }

  private Mono<List<Consent>> consents(long uid) {
    return select(CONSENTS, uid).map(PersonalRows::consent).all().collectList();
  }

  private DatabaseClient.GenericExecuteSpec select(String sql, long uid) {
    return database.sql(sql).bind("uid", uid).bind("max", MAX_ROWS);
  }

  private static Consent consent(Readable row) {
    return new Consent(
        value(row, "app_id", String.class),
        value(row, "open_id", String.class),
        value(row, "union_id", String.class),
        List.of(value(row, "granted_scopes", Integer[].class)),
        List.of(value(row, "refused_scopes", Integer[].class)),
        row.get("authorized_at", Instant.class));
  }
}
