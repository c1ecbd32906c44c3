package io.berth.did.social;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Stores friendships and requests for them. */
@Component
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
            join identities i on i.app_id = $1 and i.uid = f.friend_uid
            join players p on p.app_id = $1 and p.uid = f.friend_uid
            where f.uid = $2 order by i.open_id limit $3
            """)
        .bind("$1", appId)
        .bind("$2", uid)
        .bind("$3", MOST)
        .map(row -> Objects.requireNonNull(row.get(0, String.class)))
        .all()
        .collectList();
  }

  public Mono<List<Person>> of(long uid) {
    return people(
        """
        select a.uid, a.name from friendships f join accounts a on a.uid = f.friend_uid
        where f.uid = $1 order by a.name, a.uid limit $2
        """,
        uid);
  }

  /** Users whose friend requests wait for an answer. */
  public Mono<List<Person>> requests(long uid) {
    return people(
        """
        select a.uid, a.name from friend_requests r join accounts a on a.uid = r.from_uid
        where r.to_uid = $1 order by r.asked_at, a.uid limit $2
        """,
        uid);
  }

  private Mono<List<Person>> people(String sql, long uid) {
    return database
        .sql(sql)
        .bind("$1", uid)
        .bind("$2", MOST)
        .map(Friendships::person)
        .all()
        .collectList();
  }

  private static Person person(Readable row) {
    return new Person(
        Objects.requireNonNull(row.get("uid", Long.class)),
        Objects.requireNonNull(row.get("name", String.class)));
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
                        select $1, $2
                        where not exists (
                          select from friendships where uid = $1 and friend_uid = $2)
                        on conflict do nothing
                        """,
                        uid,
                        other));
  }

  /** Answers whether the other had asked. */
  public Mono<Boolean> accept(long uid, long other) {
    return database
        .sql("delete from friend_requests where from_uid = $2 and to_uid = $1")
        .bind("$1", uid)
        .bind("$2", other)
        .fetch()
        .rowsUpdated()
        .flatMap(
            asked ->
                asked == 0
                    ? Mono.just(false)
                    : run(
                            """
                            insert into friendships (uid, friend_uid) values ($1, $2), ($2, $1)
                            on conflict do nothing
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
            where (uid = $1 and friend_uid = $2) or (uid = $2 and friend_uid = $1)
            """,
            uid,
            other)
        .then(
            run(
                """
                delete from friend_requests
                where (from_uid = $1 and to_uid = $2) or (from_uid = $2 and to_uid = $1)
                """,
                uid,
                other))
        .as(transaction::transactional);
  }

  private Mono<Void> run(String sql, long uid, long other) {
    return database.sql(sql).bind("$1", uid).bind("$2", other).then();
  }
}
