package io.berth.did.secondfactor;

import io.berth.service.key.Randomness;
import io.berth.service.key.SecretBox;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.OptionalLong;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Stores the secrets that users share with their devices, encrypted. */
@Repository
class FactorSecrets {
  private static final int SECRET_BYTES = 20;
  private static final Duration ENROLMENT = Duration.ofMinutes(15);

  private final DatabaseClient database;
  private final SecretBox box;
  private final InstantSource clock;

  FactorSecrets(DatabaseClient database, SecretBox box, InstantSource clock) {
    this.database = database;
    this.box = box;
    this.clock = clock;
  }

  /**
   * A secret for this session's enrolment, another one each time: whoever has seen an earlier page,
   * in this session or another one, does not know what is confirmed now.
   */
  Mono<byte[]> enrol(long uid, String sessionId) {
    byte[] secret = Randomness.bytes(SECRET_BYTES);
    return database
        .sql(
            """
            insert into second_factor_enrolments (session_id, uid, sealed_secret, expires_at)
            values (:sessionId, :uid, :sealedSecret,
              clock_timestamp() + make_interval(secs => :lifetimeSeconds))
            on conflict (session_id) do update set uid = excluded.uid,
              sealed_secret = excluded.sealed_secret, expires_at = excluded.expires_at
            """)
        .bind("sessionId", sessionId)
        .bind("uid", uid)
        .bind("sealedSecret", box.encrypt(Base32.encode(secret), context(uid)))
        .bind("lifetimeSeconds", ENROLMENT.toMillis() / 1000.0)
        .then()
        .thenReturn(secret);
  }

  /** The secret that this session was shown last; empty when that is long ago. */
  Mono<byte[]> enrolment(long uid, String sessionId) {
    return database
        .sql(
            """
            select sealed_secret from second_factor_enrolments
            where session_id = :sessionId and uid = :uid and expires_at > clock_timestamp()
            """)
        .bind("sessionId", sessionId)
        .bind("uid", uid)
        .map(row -> open(uid, row))
        .one();
  }

  Mono<byte[]> secret(long uid) {
    return database
        .sql(
            """
            select sealed_secret from second_factors where uid = :uid and confirmed_at is not null
            """)
        .bind("uid", uid)
        .map(row -> open(uid, row))
        .one();
  }

  Mono<Boolean> store(long uid, String sessionId, long step) {
    return database
        .sql(
            """
            with shown as (
              delete from second_factor_enrolments where uid = :uid
              returning session_id, sealed_secret)
            insert into second_factors (uid, sealed_secret, confirmed_at, used_step, at_sign_in)
            select :uid, sealed_secret, clock_timestamp(), :step,
              (select not 'operator' = any (roles) from accounts where uid = :uid)
            from shown where session_id = :sessionId
            on conflict (uid) do update set sealed_secret = excluded.sealed_secret,
              confirmed_at = excluded.confirmed_at, used_step = excluded.used_step,
              at_sign_in = excluded.at_sign_in
              where second_factors.confirmed_at is null
            """)
        .bind("uid", uid)
        .bind("sessionId", sessionId)
        .bind("step", step)
        .fetch()
        .rowsUpdated()
        .map(stored -> stored > 0);
  }

  private byte[] open(long uid, Readable row) {
    String sealed = Objects.requireNonNull(row.get("sealed_secret", String.class));
    return Base32.decode(box.decrypt(sealed, context(uid)));
  }

  static String context(long uid) {
    return "second-factor/" + uid;
  }

  /** The time step of a device's code that is right now; empty for a wrong one. */
  OptionalLong step(byte[] secret, String code) {
    return Totp.match(secret, code, clock.instant());
  }
}
