package io.berth.did.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Remembers which key became active when. Only instances whose key did so last bring data under it;
 * a key that was active before is never made active again under the same id.
 */
@Repository
public class KeyRotations {
  /** Longer than instances with the former key run on while a new one is rolled out. */
  private static final Duration ROLLOUT = Duration.ofMinutes(10);

  /** Use of a key. */
  public enum Purpose {
    /** Encrypts stored secrets. */
    SECRETS,
    /** Signs tokens and app records. */
    TOKENS
  }

  /** State of the rotation to a key. */
  public enum State {
    /** Another key became active later. */
    SUPERSEDED,
    /** Data may still be under a former key. */
    RUNNING,
    FINISHED
  }

  private final DatabaseClient database;

  KeyRotations(DatabaseClient database) {
    this.database = database;
  }

  /** The state of the rotation to this instance's active key; begins it where the key is new. */
  public Mono<State> state(Purpose purpose, String activeKey) {
    return database
        .sql(
            """
            insert into key_rotations (purpose, key_id) values (:purpose, :activeKey)
            on conflict (purpose, key_id) do nothing
            """)
        .bind("purpose", purpose.name())
        .bind("activeKey", activeKey)
        .then()
        .then(latest(purpose))
        .map(
            latest -> {
              if (!latest.keyId().equals(activeKey)) {
                return State.SUPERSEDED;
              }
              return latest.finishedAt() == null ? State.RUNNING : State.FINISHED;
            });
  }

  /** Ends the rotation, unless instances with the former key may still be running. */
  public Mono<Void> finish(Purpose purpose, String activeKey) {
    return database
        .sql(
            """
            update key_rotations set finished_at = clock_timestamp()
            where purpose = :purpose and key_id = :activeKey and finished_at is null
              and since < clock_timestamp() - make_interval(secs => :rolloutSeconds)
            """)
        .bind("purpose", purpose.name())
        .bind("activeKey", activeKey)
        .bind("rolloutSeconds", ROLLOUT.toSeconds())
        .then();
  }

  private record Latest(String keyId, @Nullable Instant finishedAt) {}

  private Mono<Latest> latest(Purpose purpose) {
    return database
        .sql(
            """
            select key_id, finished_at from key_rotations
            where purpose = :purpose order by since desc limit 1
            """)
        .bind("purpose", purpose.name())
        .map(
            row ->
                new Latest(
                    Objects.requireNonNull(row.get("key_id", String.class)),
                    row.get("finished_at", Instant.class)))
        .one();
  }
}
