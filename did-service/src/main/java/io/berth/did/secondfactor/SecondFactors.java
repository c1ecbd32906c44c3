package io.berth.did.secondfactor;

import io.berth.did.verification.Throttles;
import io.berth.did.verification.Throttles.Limit;
import io.berth.service.key.Randomness;
import io.berth.service.key.SecretBox;
import io.r2dbc.spi.Readable;
import java.time.InstantSource;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Second factors as stored, and which sessions have passed one. */
@Component
public final class SecondFactors {
  private static final int SECRET_BYTES = 20;
  private static final Pattern CODE = Pattern.compile("[0-9]{" + Totp.DIGITS + "}");

  private final DatabaseClient database;
  private final SecretBox box;
  private final RecoveryCodes recoveryCodes;
  private final Throttles throttles;
  private final SecondFactorProperties properties;
  private final InstantSource clock;

  SecondFactors(
      DatabaseClient database,
      SecretBox box,
      RecoveryCodes recoveryCodes,
      Throttles throttles,
      SecondFactorProperties properties,
      InstantSource clock) {
    this.database = database;
    this.box = box;
    this.recoveryCodes = recoveryCodes;
    this.throttles = throttles;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * @param confirmed whether the person's device has shown that it knows the secret
   */
  record Factor(byte[] secret, boolean confirmed) {}

  /** What became of a typed code. */
  enum Check {
    RIGHT,
    WRONG,
    TOO_OFTEN
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

  /** The account's factor, made where there is none; the same until it is confirmed. */
  Mono<Factor> ensure(long uid) {
    String secret = Base32.encode(Randomness.bytes(SECRET_BYTES));
    return database
        .sql(
            """
            insert into second_factors (uid, sealed_secret) values ($1, $2)
            on conflict (uid) do nothing
            """)
        .bind("$1", uid)
        .bind("$2", box.seal(secret, context(uid)))
        .then()
        .then(find(uid));
  }

  private Mono<Factor> find(long uid) {
    return database
        .sql("select sealed_secret, confirmed_at from second_factors where uid = $1")
        .bind("$1", uid)
        .map(row -> factor(uid, row))
        .one();
  }

  private Factor factor(long uid, Readable row) {
    String sealed = Objects.requireNonNull(row.get("sealed_secret", String.class));
    return new Factor(
        Base32.decode(box.open(sealed, context(uid))), row.get("confirmed_at") != null);
  }

  private static String context(long uid) {
    return "second-factor/" + uid;
  }

  /**
   * Checks a code of the device, or a recovery code of a confirmed factor, and remembers in the
   * session that it was right. A try is counted before the code is looked at, so that parallel ones
   * are counted too.
   */
  Mono<Check> pass(long uid, String sessionId, String typed) {
    String bucket = "second-factor:" + uid;
    return throttles
        .take(new Limit(bucket, properties.tries(), properties.window()))
        .flatMap(
            free ->
                free
                    ? use(uid, typed.replaceAll("\\s", ""))
                        .flatMap(
                            right ->
                                right
                                    ? throttles
                                        .clear(bucket)
                                        .then(remember(uid, sessionId))
                                        .thenReturn(Check.RIGHT)
                                    : Mono.just(Check.WRONG))
                    : Mono.just(Check.TOO_OFTEN));
  }

  private Mono<Boolean> use(long uid, String typed) {
    return find(uid)
        .flatMap(
            factor -> {
              if (!CODE.matcher(typed).matches()) {
                return factor.confirmed() ? recoveryCodes.use(uid, typed) : Mono.just(false);
              }
              OptionalLong step = Totp.match(factor.secret(), typed, clock.instant());
              return step.isEmpty() ? Mono.just(false) : useStep(uid, step.getAsLong());
            })
        .defaultIfEmpty(false);
  }

  /** No code is good twice. */
  private Mono<Boolean> useStep(long uid, long step) {
    return database
        .sql(
            """
            update second_factors
              set used_step = $2, confirmed_at = coalesce(confirmed_at, clock_timestamp())
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
  Mono<Void> remove(long uid) {
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
