package io.berth.did.secondfactor;

import io.berth.api.Caller;
import io.berth.did.text.TypedCode;
import io.berth.did.throttle.Guess;
import io.berth.did.throttle.GuessLimit;
import io.berth.did.throttle.GuessProperties;
import io.berth.did.throttle.GuessThrottle;
import io.berth.did.throttle.Origin;
import io.berth.service.key.Randomness;
import io.berth.service.key.SecretBox;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Second factors as stored, and which sessions have passed one. */
@Component
public final class SecondFactors {
  private static final int SECRET_BYTES = 20;
  private static final Duration ENROLMENT = Duration.ofMinutes(15);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Pattern CODE = Pattern.compile("[0-9]{" + Totp.DIGITS + "}");

  private final DatabaseClient database;
  private final SecretBox box;
  private final RecoveryCodes recoveryCodes;
  private final FactorAudit audit;
  private final GuessThrottle throttle;
  private final GuessProperties guesses;
  private final SecondFactorProperties properties;
  private final InstantSource clock;

  SecondFactors(
      DatabaseClient database,
      SecretBox box,
      RecoveryCodes recoveryCodes,
      FactorAudit audit,
      GuessThrottle throttle,
      GuessProperties guesses,
      SecondFactorProperties properties,
      InstantSource clock) {
    this.database = database;
    this.box = box;
    this.recoveryCodes = recoveryCodes;
    this.audit = audit;
    this.throttle = throttle;
    this.guesses = guesses;
    this.properties = properties;
    this.clock = clock;
  }

  /** Whether this session has passed the second factor, not too long ago. */
  public Mono<Boolean> passed(String sessionId, long uid) {
    return database
        .sql(
            """
            select exists (select from sessions
              where session_id = $1 and uid = $2 and expires_at > clock_timestamp()
                and second_factor_at > clock_timestamp() - make_interval(secs => $3))
            """)
        .bind("$1", sessionId)
        .bind("$2", uid)
        .bind("$3", (double) properties.lifetime().toSeconds())
        .map(row -> Boolean.TRUE.equals(row.get(0, Boolean.class)))
        .one();
  }

  /** Whether the account has a factor. */
  Mono<Boolean> exists(long uid) {
    return secret(uid).hasElement();
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
            values ($1, $2, $3, $4)
            on conflict (session_id) do update set uid = excluded.uid,
              sealed_secret = excluded.sealed_secret, expires_at = excluded.expires_at
            """)
        .bind("$1", sessionId)
        .bind("$2", uid)
        .bind("$3", box.seal(Base32.encode(secret), context(uid)))
        .bind("$4", clock.instant().plus(ENROLMENT))
        .then()
        .thenReturn(secret);
  }

  /** The secret that this session was shown last; empty when that is long ago. */
  Mono<byte[]> enrolment(long uid, String sessionId) {
    return database
        .sql(
            """
            select sealed_secret from second_factor_enrolments
            where session_id = $1 and uid = $2 and expires_at > clock_timestamp()
            """)
        .bind("$1", sessionId)
        .bind("$2", uid)
        .map(row -> open(uid, row))
        .one();
  }

  private Mono<byte[]> secret(long uid) {
    return database
        .sql(
            """
            select sealed_secret from second_factors where uid = $1 and confirmed_at is not null
            """)
        .bind("$1", uid)
        .map(row -> open(uid, row))
        .one();
  }

  private byte[] open(long uid, Readable row) {
    String sealed = Objects.requireNonNull(row.get("sealed_secret", String.class));
    return Base32.decode(box.open(sealed, context(uid)));
  }

  private static String context(long uid) {
    return "second-factor/" + uid;
  }

  /**
   * Checks a code of the device, or a recovery code where the account has a factor, and remembers
   * in the session that it was right. Judged like passwords: see {@link GuessThrottle}.
   *
   * @return the account where it was right
   */
  Mono<Guess<Long>> pass(Caller caller, long uid, String sessionId, String typed, Origin origin) {
    List<GuessLimit> limits = limits(uid, origin);
    return throttle
        .judge(
            limits,
            use(caller, uid, sessionId, TypedCode.normal(typed))
                .map(right -> Optional.of(uid).filter(_ -> right)))
        .flatMap(
            guess ->
                guess instanceof Guess.Right<Long>
                    ? throttle
                        .forget(limits.getFirst())
                        .then(remember(uid, sessionId))
                        .thenReturn(guess)
                    : Mono.just(guess));
  }

  /** The first is forgotten once the code was right. */
  private List<GuessLimit> limits(long uid, Origin origin) {
    GuessLimit own = limit("second-factor", uid + ":" + origin.key(), properties.tries());
    return origin.known()
        ? List.of(own)
        : List.of(own, limit("second-factor-account", Long.toString(uid), properties.triesInAll()));
  }

  private GuessLimit limit(String kind, String of, int free) {
    return GuessLimit.of(kind, of, free, guesses.first(), properties.window(), DAY);
  }

  private Mono<Boolean> use(Caller caller, long uid, String sessionId, String typed) {
    boolean digits = CODE.matcher(typed).matches();
    return secret(uid)
        .flatMap(
            secret -> {
              if (!digits) {
                return audit.ifDone(caller, uid, "recover", recoveryCodes.use(uid, typed));
              }
              OptionalLong step = Totp.match(secret, typed, clock.instant());
              return step.isEmpty() ? Mono.just(false) : useStep(uid, step.getAsLong());
            })
        .switchIfEmpty(
            Mono.defer(() -> digits ? confirm(caller, uid, sessionId, typed) : Mono.just(false)));
  }

  /** Makes the secret that this session was shown the account's, if the code proves it. */
  private Mono<Boolean> confirm(Caller caller, long uid, String sessionId, String typed) {
    return enrolment(uid, sessionId)
        .flatMap(
            secret -> {
              OptionalLong step = Totp.match(secret, typed, clock.instant());
              return step.isEmpty()
                  ? Mono.just(false)
                  : audit.ifDone(caller, uid, "enrol", store(uid, sessionId, step.getAsLong()));
            })
        .defaultIfEmpty(false);
  }

  private Mono<Boolean> store(long uid, String sessionId, long step) {
    return database
        .sql(
            """
            with shown as (
              delete from second_factor_enrolments where uid = $1
              returning session_id, sealed_secret)
            insert into second_factors (uid, sealed_secret, confirmed_at, used_step)
            select $1, sealed_secret, clock_timestamp(), $3 from shown where session_id = $2
            on conflict (uid) do update set sealed_secret = excluded.sealed_secret,
              confirmed_at = excluded.confirmed_at, used_step = excluded.used_step
              where second_factors.confirmed_at is null
            """)
        .bind("$1", uid)
        .bind("$2", sessionId)
        .bind("$3", step)
        .fetch()
        .rowsUpdated()
        .map(stored -> stored > 0);
  }

  /** No code is good twice. */
  private Mono<Boolean> useStep(long uid, long step) {
    return database
        .sql(
            """
            update second_factors
              set used_step = $2
            where uid = $1 and used_step < $2
            """)
        .bind("$1", uid)
        .bind("$2", step)
        .fetch()
        .rowsUpdated()
        .map(updated -> updated > 0);
  }

  private Mono<Void> remember(long uid, String sessionId) {
    return database
        .sql(
            """
            update sessions set second_factor_at = clock_timestamp()
            where session_id = $1 and uid = $2
            """)
        .bind("$1", sessionId)
        .bind("$2", uid)
        .then();
  }

  /** Forgets the factor, so that another device can be set up; no session has passed it then. */
  Mono<Void> remove(Caller caller, long uid) {
    return audit.with(caller, uid, "remove", remove(uid));
  }

  private Mono<Void> remove(long uid) {
    return database
        .sql(
            """
            with gone as (delete from second_factors where uid = $1)
            update sessions set second_factor_at = null where uid = $1
            """)
        .bind("$1", uid)
        .then();
  }
}
