package io.berth.did.secondfactor;

import io.berth.api.Caller;
import io.berth.did.account.OwnChanges;
import io.berth.did.notice.SecurityNotices;
import io.berth.did.text.TypedCode;
import io.berth.did.throttle.Guess;
import io.berth.did.throttle.GuessThrottle;
import io.berth.did.throttle.Origin;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Checks second factors, and stores which sessions have passed one. */
@Component
public final class SecondFactors {
  private static final Pattern CODE = Pattern.compile("[0-9]{" + Totp.DIGITS + "}");

  private final DatabaseClient database;
  private final FactorSecrets secrets;
  private final RecoveryCodes recoveryCodes;
  private final OwnChanges audit;
  private final FactorLimits limits;
  private final SecondFactorProperties properties;
  private final SecurityNotices notices;

  SecondFactors(
      DatabaseClient database,
      FactorSecrets secrets,
      RecoveryCodes recoveryCodes,
      OwnChanges audit,
      FactorLimits limits,
      SecondFactorProperties properties,
      SecurityNotices notices) {
    this.database = database;
    this.secrets = secrets;
    this.recoveryCodes = recoveryCodes;
    this.audit = audit;
    this.limits = limits;
    this.properties = properties;
    this.notices = notices;
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

  /** Whether the account's factor is asked for when somebody signs in. */
  Mono<Boolean> askedAtSignIn(long uid) {
    return database
        .sql("select exists (select from second_factors where uid = :uid and at_sign_in)")
        .bind("uid", uid)
        .mapValue(Boolean.class)
        .one();
  }

  /**
   * Checks a code of the device, or a recovery code where the account has a factor, and remembers
   * in the session that it was right. Judged like passwords: see {@link GuessThrottle}.
   *
   * @return the account where it was right
   */
  Mono<Guess<Long>> pass(Caller caller, long uid, String sessionId, String typed, Origin origin) {
    String code = TypedCode.normal(typed);
    return limits
        .check(
            uid,
            origin,
            use(caller, uid, code)
                .switchIfEmpty(
                    Mono.defer(
                        () ->
                            CODE.matcher(code).matches()
                                ? confirm(caller, uid, sessionId, code)
                                : Mono.just(false))))
        .delayUntil(
            guess -> guess instanceof Guess.Right<Long> ? remember(uid, sessionId) : Mono.empty());
  }

  /** The same of an account that has a factor, whatever the session. */
  Mono<Guess<Long>> check(Caller caller, long uid, String typed, Origin origin) {
    return limits.check(
        uid, origin, use(caller, uid, TypedCode.normal(typed)).defaultIfEmpty(false));
  }

  /** Empty where the account has no factor. */
  private Mono<Boolean> use(Caller caller, long uid, String typed) {
    return secrets
        .secret(uid)
        .flatMap(
            secret -> {
              if (!CODE.matcher(typed).matches()) {
                return audit.ifDone(
                    caller, uid, "second-factor.recover", recoveryCodes.use(uid, typed));
              }
              OptionalLong step = secrets.step(secret, typed);
              return step.isEmpty() ? Mono.just(false) : useStep(uid, step.getAsLong());
            });
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
        .doOnNext(
            stored -> {
              if (stored) {
                notices.secondFactorSet(uid);
              }
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
    return audit
        .with(caller, uid, "second-factor.remove", remove(uid))
        .doOnSuccess(_ -> notices.secondFactorRemoved(uid));
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
