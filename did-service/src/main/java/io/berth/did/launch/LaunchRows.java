package io.berth.did.launch;

import io.berth.api.launch.LaunchOutcome.LaunchChange;
import io.berth.api.launch.LaunchState;
import io.berth.did.secret.Digests;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Stores the launch states of apps, and the links that invite people to them. */
@Repository
class LaunchRows {
  private static final int MOST_CHANGES = 50;

  private final DatabaseClient database;

  LaunchRows(DatabaseClient database) {
    this.database = database;
  }

  /** A trigger notes the change; the reason is added to its row. */
  Mono<Void> change(String appId, LaunchState to, String reason) {
    return database
        .sql("update apps set state = :state where app_id = :appId")
        .bind("state", to.name())
        .bind("appId", appId)
        .then()
        .then(explain(appId, reason));
  }

  private Mono<Void> explain(String appId, String reason) {
    return database
        .sql(
            """
            update launch_changes set reason = :reason
            where id = (select max(id) from launch_changes where app_id = :appId)
            """)
        .bind("reason", reason)
        .bind("appId", appId)
        .then();
  }

  Mono<Void> setPercent(String appId, int percent) {
    return database
        .sql("update apps set launch_percent = :percent where app_id = :appId")
        .bind("percent", percent)
        .bind("appId", appId)
        .then();
  }

  Mono<List<LaunchChange>> changes(String appId) {
    return database
        .sql(
            """
            select from_state, to_state, reason, changed_at from launch_changes
            where app_id = :appId order by id desc limit :limit
            """)
        .bind("appId", appId)
        .bind("limit", MOST_CHANGES)
        .map(LaunchRows::change)
        .all()
        .collectList();
  }

  private static LaunchChange change(Readable row) {
    return new LaunchChange(
        LaunchState.valueOf(text(row, "from_state")),
        LaunchState.valueOf(text(row, "to_state")),
        text(row, "reason"),
        Objects.requireNonNull(row.get("changed_at", Instant.class)));
  }

  private static String text(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, String.class), column);
  }

  /**
   * @param signed whether a request came with one of the app's keys or secrets
   * @param entered whether a user ever logged in
   */
  record Signs(boolean signed, boolean entered) {}

  Mono<Signs> signs(String appId) {
    return database
        .sql(
            """
            select exists (select from key_uses where app_id = :appId) as signed,
              exists (select from identities where app_id = :appId) as entered
            """)
        .bind("appId", appId)
        .mapProperties(Signs.class)
        .one();
  }

  /** Whether an application of the app waits for a decision. */
  Mono<Boolean> hasApplied(String appId) {
    return database
        .sql(
            """
            select exists (
              select from app_applications where app_id = :appId and state = 'SENT')
            """)
        .bind("appId", appId)
        .mapValue(Boolean.class)
        .one();
  }

  /** Whether a version of the app's terms is in force. */
  Mono<Boolean> hasTerms(String appId) {
    return database
        .sql("select exists (select from app_terms where app_id = :appId and state = 'IN_FORCE')")
        .bind("appId", appId)
        .mapValue(Boolean.class)
        .one();
  }

  /**
   * @param guests who came by the link
   */
  record Link(boolean inForce, long guests) {}

  Mono<Link> link(String appId) {
    return database
        .sql(
            """
            select exists (select from launch_links where app_id = :appId) as in_force,
              (select count(*) from launch_guests where app_id = :appId) as guests
            """)
        .bind("appId", appId)
        .mapProperties(Link.class)
        .one();
  }

  /**
   * @param token what the link carries
   */
  Mono<Void> putLink(String appId, String token) {
    return database
        .sql(
            """
            insert into launch_links (app_id, token_hash) values (:appId, :tokenHash)
            on conflict (app_id) do update set token_hash = excluded.token_hash,
              created_at = excluded.created_at
            """)
        .bind("appId", appId)
        .bind("tokenHash", Digests.sha256(token))
        .then();
  }

  Mono<Boolean> isLink(String appId, String token) {
    return database
        .sql(
            """
            select exists (select from launch_links
              where app_id = :appId and token_hash = :tokenHash)
            """)
        .bind("appId", appId)
        .bind("tokenHash", Digests.sha256(token))
        .mapValue(Boolean.class)
        .one();
  }

  Mono<Void> withdrawLink(String appId) {
    return database
        .sql("delete from launch_links where app_id = :appId")
        .bind("appId", appId)
        .then()
        .then(
            database
                .sql("delete from launch_guests where app_id = :appId")
                .bind("appId", appId)
                .then());
  }

  /** False where the user had come before, or the app has as many guests as it may. */
  Mono<Boolean> addGuest(String appId, long uid, int most) {
    return database
        .sql(
            """
            insert into launch_guests (app_id, uid) select :appId, :uid
            where (select count(*) from launch_guests where app_id = :appId) < :most
            on conflict do nothing
            """)
        .bind("appId", appId)
        .bind("uid", uid)
        .bind("most", most)
        .fetch()
        .rowsUpdated()
        .map(added -> added > 0);
  }
}
