package io.berth.did.secondfactor;

import io.berth.api.Caller;
import io.berth.did.account.OwnChanges;
import io.berth.did.text.TypedCode;
import io.berth.did.throttle.Guess;
import io.berth.did.throttle.GuessLimit;
import io.berth.did.throttle.GuessProperties;
import io.berth.did.throttle.GuessThrottle;
import io.berth.did.throttle.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Checks second factors, and stores which sessions have passed one. */
@Component
public final class SecondFactors {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Pattern CODE = Pattern.compile("[0-9]{" + Totp.DIGITS + "}");

  private final DatabaseClient database;
  private final FactorSecrets secrets;
  private final RecoveryCodes recoveryCodes;
  private final OwnChanges audit;
  private final GuessThrottle throttle;
  private final GuessProperties guesses;
  private final SecondFactorProperties properties;

  SecondFactors(
      DatabaseClient database,
      FactorSecrets secrets,
      RecoveryCodes recoveryCodes,
      OwnChanges audit,
      GuessThrottle throttle,
      GuessProperties guesses,
      SecondFactorProperties properties) {
    this.database = database;
    this.secrets = secrets;
    this.recoveryCodes = recoveryCodes;
    this.audit = audit;
    this.throttle = throttle;
    this.guesses = guesses;
    this.properties = properties;
  }

  /** Whether this session has passed the second factor, not too long ago. */
  public Mono<Boolean> passed(String sessionId, long uid) {
    return database
        .sql(
            """
            select exists (select from sessions
              where session_id = :sessionId and uid = :uid and expires_at > clock_timestamp()
                and second_factor_at > clock_timestamp() - make_interval(secs => :lifetimeSeconds))
            """)
        .bind("sessionId", sessionId)
        .bind("uid", uid)
        .bind("lifetimeSeconds", (double) properties.lifetime().toSeconds())
        .mapValue(Boolean.class)
        .one();
  }

  /** Whether the account has a factor. */
  Mono<Boolean> exists(long uid) {
    return secrets.secret(uid).hasElement();
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
        .check(
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
    GuessLimit originLimit = limit("second-factor", uid + ":" + origin.key(), properties.tries());
    return origin.known()
        ? List.of(originLimit)
        : List.of(
            originLimit,
            limit("second-factor-account", Long.toString(uid), properties.triesInAll()));
  }

  private GuessLimit limit(String kind, String of, int free) {
    return GuessLimit.of(kind, of, free, guesses.delayUpTo(properties.window()), DAY);
  }

  private Mono<Boolean> use(Caller caller, long uid, String sessionId, String typed) {
    boolean digits = CODE.matcher(typed).matches();
    return secrets
        .secret(uid)
        .flatMap(
            secret -> {
              if (!digits) {
                return audit.ifDone(
                    caller, uid, "second-factor.recover", recoveryCodes.use(uid, typed));
              }
              OptionalLong step = secrets.step(secret, typed);
              return step.isEmpty() ? Mono.just(false) : useStep(uid, step.getAsLong());
            })
        .switchIfEmpty(
            Mono.defer(() -> digits ? confirm(caller, uid, sessionId, typed) : Mono.just(false)));
  }

  /** Makes the secret that this session was shown the account's, if the code proves it. */
  private Mono<Boolean> confirm(Caller caller, long uid, String sessionId, String typed) {
    return secrets
        .enrolment(uid, sessionId)
        .flatMap(
            secret -> {
              OptionalLong step = secrets.step(secret, typed);
              return step.isEmpty()
                  ? Mono.just(false)
                  : audit.ifDone(
                      caller,
                      uid,
                      "second-factor.enrol",
                      secrets.store(uid, sessionId, step.getAsLong()));
            })
        .defaultIfEmpty(false);
  }

  /** No code is good twice. */
  private Mono<Boolean> useStep(long uid, long step) {
    return database
        .sql(
            """
            update second_factors
              set used_step = :step
            where uid = :uid and used_step < :step
            """)
        .bind("uid", uid)
        .bind("step", step)
        .fetch()
        .rowsUpdated()
        .map(updated -> updated > 0);
  }

  private Mono<Void> remember(long uid, String sessionId) {
    return database
        .sql(
            """
            update sessions set second_factor_at = clock_timestamp()
            where session_id = :sessionId and uid = :uid
            """)
        .bind("sessionId", sessionId)
        .bind("uid", uid)
        .then();
  }

  /** Replaces the recovery codes of the account. */
  Mono<List<String>> freshCodes(Caller caller, long uid) {
    return audit.with(caller, uid, "second-factor.codes", recoveryCodes.replace(uid));
  }

  /** Forgets the factor, so that another device can be set up; no session has passed it then. */
  Mono<Void> remove(Caller caller, long uid) {
    return audit.with(caller, uid, "second-factor.remove", remove(uid));
  }

  private Mono<Void> remove(long uid) {
    return database
        .sql(
            """
            with gone as (delete from second_factors where uid = :uid)
            update sessions set second_factor_at = null where uid = :uid
            """)
        .bind("uid", uid)
        .then();
  }
}
