package io.berth.did.paypassword;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.did.account.Account;
import io.berth.did.account.OwnChanges;
import io.berth.did.account.PasswordUse;
import io.berth.did.account.Passwords;
import io.berth.did.notice.SecurityNotices;
import io.berth.service.sql.DatabaseClock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Stores and checks pay passwords: five wrong tries freeze paying for a while, each further five
 * for twice as long, up to a day; and so does changing one.
 */
@Component
public final class PayPasswords {
  private final DatabaseClient database;
  private final Passwords passwords;
  private final PayPasswordProperties properties;
  private final TransactionalOperator transaction;
  private final DatabaseClock clock;
  private final OwnChanges audited;
  private final SecurityNotices notices;

  PayPasswords(
      DatabaseClient database,
      Passwords passwords,
      PayPasswordProperties properties,
      TransactionalOperator transaction,
      DatabaseClock clock,
      OwnChanges audited,
      SecurityNotices notices) {
    this.database = database;
    this.passwords = passwords;
    this.properties = properties;
    this.transaction = transaction;
    this.clock = clock;
    this.audited = audited;
    this.notices = notices;
  }

  /** Why this account cannot pay now, or null. */
  public @Nullable ErrorCode obstacle(Account account) {
    if (account.payPasswordHash() == null) {
      return ErrorCode.PAY_PASSWORD_UNSET;
    }
    Instant now = clock.instant();
    Instant frozenUntil = account.payPassword().frozenUntil();
    if (account.frozen() || (frozenUntil != null && frozenUntil.isAfter(now))) {
      return ErrorCode.PAYING_FROZEN;
    }
    Instant changedAt = account.payPassword().changedAt();
    return changedAt != null && changedAt.plus(properties.freezeAfterChange()).isAfter(now)
        ? ErrorCode.FROZEN_AFTER_PAY_PASSWORD_CHANGE
        : null;
  }

  /** Until when this account cannot pay, or null where it can. */
  public @Nullable Instant frozenUntil(Account account) {
    Instant now = clock.instant();
    Instant frozenUntil = account.payPassword().frozenUntil();
    if (frozenUntil != null && frozenUntil.isAfter(now)) {
      return frozenUntil;
    }
    Instant changedAt = account.payPassword().changedAt();
    Instant usableAt = changedAt == null ? null : changedAt.plus(properties.freezeAfterChange());
    return usableAt != null && usableAt.isAfter(now) ? usableAt : null;
  }

  /** How many wrong ones may follow before paying freezes. */
  public Mono<Integer> triesLeft(long uid) {
    return database
        .sql("select pay_password_wrong_tries from accounts where uid = :uid")
        .bind("uid", uid)
        .mapValue(Integer.class)
        .one()
        .map(tries -> Math.max(0, properties.tries() - tries));
  }

  /** Sets a pay password on an operator's behalf, without any freeze. */
  public Mono<Void> put(long uid, String hash) {
    return store(uid, hash, false);
  }

  /** The first one may be used at once; another one freezes paying. */
  public Mono<Void> change(long uid, String hash) {
    return store(uid, hash, true);
  }

  /** The same by the person whose it is, who gets a mail about it. */
  public Mono<Void> changeOwn(Caller caller, long uid, String hash) {
    return audited
        .with(caller.withUid(uid), uid, "user.pay-password", change(uid, hash).thenReturn(true))
        .doOnNext(_ -> notices.payPasswordChanged(uid))
        .then();
  }

  private Mono<Void> store(long uid, String hash, boolean freeze) {
    return database
        .sql(
            """
            update accounts set pay_password_hash = :hash, pay_password_wrong_tries = 0,
              pay_password_changed_at =
                case when :freeze and pay_password_hash is not null then clock_timestamp() end
            where uid = :uid
            """)
        .bind("uid", uid)
        .bind("hash", hash)
        .bind("freeze", freeze)
        .then()
        .then(
            database
                .sql("delete from remembered_pay_passwords where uid = :uid")
                .bind("uid", uid)
                .then())
        .as(transaction::transactional);
  }

  /**
   * The reason why the password is refused; empty when it is right. Results of parallel tries are
   * counted one after the other: after too many wrong ones the others are refused, right or not.
   * Right tries do not block each other: a merchant's server pays many people at once.
   */
  public Mono<Optional<ErrorCode>> check(long uid, String password) {
    return usableHash(uid)
        .flatMap(
            hash ->
                passwords
                    .matches(PasswordUse.PAYMENT, null, password, hash)
                    .flatMap(right -> check(uid, hash, right)))
        .defaultIfEmpty(Optional.of(ErrorCode.PAYING_FROZEN));
  }

  private Mono<String> usableHash(long uid) {
    return database
        .sql(
            """
            select pay_password_hash from accounts
            where uid = :uid and pay_password_hash is not null
              and (paying_frozen_until is null or paying_frozen_until <= clock_timestamp())
            """)
        .bind("uid", uid)
        .mapValue(String.class)
        .one();
  }

  /** Empty when paying was frozen, or the password changed, while this one was looked at. */
  private Mono<Optional<ErrorCode>> check(long uid, String hash, boolean right) {
    return database
        .sql(
            """
            with present as (
              select uid, case when :right then 0 when paying_frozen_until is null
                then pay_password_wrong_tries + 1 else 1 end as tries
              from accounts
              where uid = :uid and pay_password_hash = :hash
                and (paying_frozen_until is null or paying_frozen_until <= clock_timestamp())
              for update)
            update accounts a set pay_password_wrong_tries = p.tries,
              paying_freezes = case when :right then 0
                when p.tries >= :tries then a.paying_freezes + 1 else a.paying_freezes end,
              paying_frozen_until = case when p.tries >= :tries
                then clock_timestamp() + make_interval(
                  secs => least(86400, :freezeSeconds * power(2, least(a.paying_freezes, 16)))) end
            from present p where a.uid = p.uid
            returning p.tries >= :tries
            """)
        .bind("uid", uid)
        .bind("hash", hash)
        .bind("right", right)
        .bind("tries", properties.tries())
        .bind("freezeSeconds", (double) properties.freeze().toSeconds())
        .mapValue(Boolean.class)
        .one()
        .map(frozen -> right ? Optional.empty() : Optional.of(wrong(frozen)));
  }

  private static ErrorCode wrong(boolean frozen) {
    return frozen ? ErrorCode.PAYING_FROZEN : ErrorCode.PAY_PASSWORD_WRONG;
  }
}
