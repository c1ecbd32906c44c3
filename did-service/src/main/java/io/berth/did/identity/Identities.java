package io.berth.did.identity;

import io.berth.api.user.IdentityRecord;
import io.berth.did.outbox.Outbox;
import io.berth.did.secret.Identifiers;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Stores the identities by which apps know users. OpenIds and UnionIds are random, made once and
 * kept for ever; a grant is the union of the scopes accepted since the last revocation. Changes
 * have to run in a transaction of the caller.
 */
@Repository
public final class Identities {
  private static final String COLUMNS =
      """
      select i.app_id, a.company_id, i.uid, i.open_id, u.union_id, i.granted_scopes,
             i.version + (select epoch_base()) as version, i.valid_from, i.authorized_at is not null as authorized, i.refused_scopes
      from identities i
      join apps a on a.app_id = i.app_id
      join union_ids u on u.uid = i.uid and u.company_id = a.company_id
      """;

  private final DatabaseClient database;
  private final Outbox outbox;

  Identities(DatabaseClient database, Outbox outbox) {
    this.database = database;
    this.outbox = outbox;
  }

  /**
   * @param record as published
   * @param validFrom tokens of this user and app say they were issued no earlier
   * @param refused scopes that the user left out when they were last asked for
   * @param authorized the user has said yes at least once; ids may have been carried over before
   */
  public record Identity(
      IdentityRecord record, Instant validFrom, Set<Integer> refused, boolean authorized) {}

  /** A person and an app that an identity belongs to. */
  public record Uid(String appId, long uid) {}

  public Mono<Identity> byUid(String appId, long uid) {
    return database
        .sql(COLUMNS + "where i.app_id = :appId and i.uid = :uid")
        .bind("appId", appId)
        .bind("uid", uid)
        .map(Identities::read)
        .one();
  }

  public Mono<Identity> byOpenId(String appId, String openId) {
    return database
        .sql(COLUMNS + "where i.app_id = :appId and i.open_id = :openId")
        .bind("appId", appId)
        .bind("openId", openId)
        .map(Identities::read)
        .one();
  }

  /** Those that there are, of pairs of app and uid. */
  Flux<IdentityRecord> byUids(Collection<String> appIds, Collection<Long> uids) {
    return database
        .sql(
            COLUMNS
                + "join unnest(:appIds, :uids) as wanted (app_id, uid)"
                + " on i.app_id = wanted.app_id and i.uid = wanted.uid")
        .bind("appIds", appIds.toArray(String[]::new))
        .bind("uids", uids.toArray(Long[]::new))
        .map(row -> record(row))
        .all();
  }

  /** Those that there are, of pairs of app and OpenId. */
  Flux<IdentityRecord> byOpenIds(Collection<String> appIds, Collection<String> openIds) {
    return database
        .sql(
            COLUMNS
                + "join unnest(:appIds, :openIds) as wanted (app_id, open_id)"
                + " on i.app_id = wanted.app_id and i.open_id = wanted.open_id")
        .bind("appIds", appIds.toArray(String[]::new))
        .bind("openIds", openIds.toArray(String[]::new))
        .map(row -> record(row))
        .all();
  }

  /** Those that there are, of pairs of app and uid. */
  public Flux<Uid> known(Collection<Uid> wanted) {
    return byUids(wanted.stream().map(Uid::appId).toList(), wanted.stream().map(Uid::uid).toList())
        .map(record -> new Uid(record.appId(), record.uid()));
  }

  /** Adds scopes to the grant, and makes the ids where they are missing. */
  public Mono<Identity> grant(String appId, long uid, Collection<Integer> scopes) {
    return ensure(appId, uid, null).then(addScopes(appId, uid, scopes)).then(byUid(appId, uid));
  }

  private Mono<Void> addScopes(String appId, long uid, Collection<Integer> scopes) {
    return database
        .sql(
            """
            update identities set version = version + 1, authorized_at = coalesce(authorized_at, now()),
              granted_scopes = array(select distinct unnest(granted_scopes || :scopes) order by 1)
            where app_id = :appId and uid = :uid
              and (authorized_at is null or not granted_scopes @> :scopes)
            """)
        .bind("appId", appId)
        .bind("uid", uid)
        .bind("scopes", scopes.toArray(Integer[]::new))
        .fetch()
        .rowsUpdated()
        .flatMap(updated -> updated == 0 ? Mono.empty() : publish(appId, uid));
  }

  /** Keeps what the user left out of a grant that is there, for later consents. */
  public Mono<Void> decide(
      String appId, long uid, Collection<Integer> accepted, Collection<Integer> refused) {
    return database
        .sql(
            """
            update identities set refused_scopes = array(
                select unnest(refused_scopes || :refused) except select unnest(:accepted) order by 1)
            where app_id = :appId and uid = :uid
              and (refused_scopes && :accepted or not refused_scopes @> :refused)
            """)
        .bind("appId", appId)
        .bind("uid", uid)
        .bind("accepted", accepted.toArray(Integer[]::new))
        .bind("refused", refused.toArray(Integer[]::new))
        .then();
  }

  /** Gives a user the OpenId they had on another platform, unless they have one here already. */
  public Mono<Void> carryOver(String appId, long uid, String openId) {
    return ensure(appId, uid, openId)
        .flatMap(made -> made ? publish(appId, uid) : Mono.<Void>empty());
  }

  /** Empties the grant; the ids stay. */
  public Mono<Void> revoke(String appId, long uid, Instant validFrom) {
    return database
        .sql(
            """
            update identities set granted_scopes = '{}', refused_scopes = '{}',
              version = version + 1, valid_from = :validFrom
            where app_id = :appId and uid = :uid
            """)
        .bind("appId", appId)
        .bind("uid", uid)
        .bind("validFrom", validFrom)
        .then()
        .then(publish(appId, uid));
  }

  /**
   * Publishes that nobody is behind a person's OpenIds any more: ids that nobody has been told take
   * their place. The rows are deleted with the person, in the same transaction.
   */
  public Mono<Void> withdraw(long uid) {
    return database
        .sql(COLUMNS + "where i.uid = :uid for update of i")
        .bind("uid", uid)
        .map(row -> record(row))
        .all()
        .concatMap(
            known ->
                outbox.changed(
                    new IdentityRecord(
                        known.appId(),
                        known.companyId(),
                        uid,
                        Identifiers.hex(),
                        Identifiers.hex(),
                        Set.of(),
                        known.version() + 1)))
        .then();
  }

  private Mono<Boolean> ensure(String appId, long uid, @Nullable String openId) {
    Mono<Void> unionId =
        database
            .sql(
                """
                insert into union_ids (uid, company_id, union_id)
                select :uid, company_id, :unionId from apps where app_id = :appId
                on conflict (uid, company_id) do nothing
                """)
            .bind("appId", appId)
            .bind("uid", uid)
            .bind("unionId", Identifiers.hex())
            .then();
    Mono<Long> identity =
        database
            .sql(
                """
                insert into identities (app_id, uid, open_id) values (:appId, :uid, :openId)
                on conflict (app_id, uid) do nothing
                """)
            .bind("appId", appId)
            .bind("uid", uid)
            .bind("openId", openId == null ? Identifiers.hex() : openId)
            .fetch()
            .rowsUpdated();
    return unionId.then(identity).map(made -> made > 0);
  }

  private Mono<Void> publish(String appId, long uid) {
    return byUid(appId, uid).flatMap(identity -> outbox.changed(identity.record()));
  }

  private static Identity read(Readable row) {
    return new Identity(
        record(row),
        row.get("valid_from", Instant.class),
        scopes(row, "refused_scopes"),
        Boolean.TRUE.equals(row.get("authorized", Boolean.class)));
  }

  /** The apps that this user allows something at present. */
  public Flux<IdentityRecord> grantedBy(long uid) {
    return database
        .sql(COLUMNS + "where i.uid = :uid and i.granted_scopes <> '{}' order by i.app_id")
        .bind("uid", uid)
        .map(row -> record(row))
        .all();
  }

  /**
   * Holds the rows that follow this one, in a stable order, until the transaction ends.
   *
   * @param limit how many at most
   */
  public Flux<IdentityRecord> lockAfter(String appId, long uid, int limit) {
    return database
        .sql(
            COLUMNS
                + "where (i.app_id, i.uid) > (:appId, :uid)"
                + " order by i.app_id, i.uid limit :limit for update of i")
        .bind("appId", appId)
        .bind("uid", uid)
        .bind("limit", limit)
        .map(row -> record(row))
        .all();
  }

  /** Reads the columns of a published record. */
  private static IdentityRecord record(Readable row) {
    return new IdentityRecord(
        row.get("app_id", String.class),
        row.get("company_id", String.class),
        row.get("uid", Long.class),
        row.get("open_id", String.class),
        row.get("union_id", String.class),
        scopes(row, "granted_scopes"),
        row.get("version", Long.class));
  }

  private static Set<Integer> scopes(Readable row, String column) {
    Integer[] scopes = row.get(column, Integer[].class);
    return new TreeSet<>(Set.of(scopes));
  }
}
