package io.berth.did.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
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
  private final KeysInUse inUse;

  KeyRotations(DatabaseClient database, KeysInUse inUse) {
    this.database = database;
    this.inUse = inUse;
  }

  /** The state of the rotation to this instance's active key; begins it where the key is new. */
  public Mono<State> state(Purpose purpose, String activeKey) {
    return begin(purpose, activeKey)
        .thenMany(all(purpose))
        .collectList()
        .map(
            rotations -> {
              inUse.since(
                  purpose,
                  rotations.stream().collect(Collectors.toMap(Rotation::keyId, Rotation::since)));
              Rotation latest = rotations.getFirst();
              if (!latest.keyId().equals(activeKey)) {
                return State.SUPERSEDED;
              }
              return latest.finishedAt() == null ? State.RUNNING : State.FINISHED;
            });
  }

  private Mono<Void> begin(Purpose purpose, String activeKey) {
    return database
        .sql(
            """
            insert into key_rotations (purpose, key_id) values (:purpose, :activeKey)
            on conflict (purpose, key_id) do nothing
            """)
        .bind("purpose", purpose.name())
        .bind("activeKey", activeKey)
        .then();
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

  private record Rotation(String keyId, Instant since, @Nullable Instant finishedAt) {}

  /** The latest first. */
  private Flux<Rotation> all(Purpose purpose) {
    return database
        .sql(
            """
            select key_id, since, finished_at from key_rotations
            where purpose = :purpose order by since desc
            """)
        .bind("purpose", purpose.name())
        .mapProperties(Rotation.class)
        .all();
  }
}
