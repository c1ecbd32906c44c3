package io.berth.did.social;

import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Stores friendships and requests for them. */
@Repository
public final class Friendships {
  private static final int MOST = 1000;

  private final DatabaseClient database;
  private final TransactionalOperator transaction;

  Friendships(DatabaseClient database, TransactionalOperator transaction) {
    this.database = database;
    this.transaction = transaction;
  }

  /** Another user, as a page shows them. */
  public record Person(long uid, String name) {}

  /** OpenIds of the user's friends who play the app too. */
  Mono<List<String>> playing(String appId, long uid) {
    return database
        .sql(
            """
            select i.open_id from friendships f
            join identities i on i.app_id = :appId and i.uid = f.friend_uid
            join players p on p.app_id = :appId and p.uid = f.friend_uid
            where f.uid = :uid order by i.open_id limit :limit
            """)
        .bind("appId", appId)
        .bind("uid", uid)
        .bind("limit", MOST)
        .mapValue(String.class)
        .all()
        .collectList();
  }

  public Mono<List<Person>> of(long uid) {
    return people(
        """
        select a.uid, a.name from friendships f join accounts a on a.uid = f.friend_uid
        where f.uid = :uid order by a.name, a.uid limit :limit
        """,
        uid);
  }

  /** Users whose friend requests wait for an answer. */
  public Mono<List<Person>> requests(long uid) {
    return people(
        """
        select a.uid, a.name from friend_requests r join accounts a on a.uid = r.from_uid
        where r.to_uid = :uid order by r.asked_at, a.uid limit :limit
        """,
        uid);
  }

  private Mono<List<Person>> people(String sql, long uid) {
    return database
        .sql(sql)
        .bind("uid", uid)
        .bind("limit", MOST)
        .mapProperties(Person.class)
        .all()
        .collectList();
  }

  /** Two users who ask each other become friends. */
  public Mono<Void> ask(long uid, long other) {
    return accept(uid, other)
        .flatMap(
            accepted ->
                accepted
                    ? Mono.<Void>empty()
                    : run(
                        """
                        insert into friend_requests (from_uid, to_uid)
                        select :uid, :other
                        where not exists (
                          select from friendships where uid = :uid and friend_uid = :other)
                        on conflict do nothing
                        """,
                        uid,
                        other));
  }

  /** Answers whether the other had asked. */
  public Mono<Boolean> accept(long uid, long other) {
    return database
        .sql("delete from friend_requests where from_uid = :other and to_uid = :uid")
        .bind("uid", uid)
        .bind("other", other)
        .fetch()
        .rowsUpdated()
        .flatMap(
            asked ->
                asked == 0
                    ? Mono.just(false)
                    : run(
                            """
                            insert into friendships (uid, friend_uid)
                            values (:uid, :other), (:other, :uid) on conflict do nothing
                            """,
                            uid,
                            other)
                        .thenReturn(true))
        .as(transaction::transactional);
  }

  /** Ends a friendship, or a wish for one, from whichever side. */
  public Mono<Void> end(long uid, long other) {
    return run(
            """
            delete from friendships
            where (uid = :uid and friend_uid = :other) or (uid = :other and friend_uid = :uid)
            """,
            uid,
            other)
        .then(
            run(
                """
                delete from friend_requests
                where (from_uid = :uid and to_uid = :other) or (from_uid = :other and to_uid = :uid)
                """,
                uid,
                other))
        .as(transaction::transactional);
  }

  private Mono<Void> run(String sql, long uid, long other) {
    return database.sql(sql).bind("uid", uid).bind("other", other).then();
  }
}
