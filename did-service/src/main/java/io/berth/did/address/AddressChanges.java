package io.berth.did.address;

import io.berth.api.Caller;
import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import io.berth.did.account.OwnChanges;
import io.berth.did.notice.SecurityNotices;
import io.berth.did.secret.Digests;
import io.berth.did.session.SignOuts;
import io.berth.service.key.Randomness;
import java.time.Duration;
import java.util.HexFormat;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Changes mail addresses, and takes changes back for whoever reads the former address: an attacker
 * who knows a password could otherwise keep the owner out for good.
 */
@Repository
class AddressChanges {
  private static final Duration REVERSIBLE = Duration.ofDays(7);
  private static final int TOKEN_BYTES = 20;

  private final DatabaseClient database;
  private final Accounts accounts;
  private final SignOuts signOuts;
  private final SecurityNotices notices;
  private final OwnChanges audited;

  AddressChanges(
      DatabaseClient database,
      Accounts accounts,
      SignOuts signOuts,
      SecurityNotices notices,
      OwnChanges audited) {
    this.database = database;
    this.accounts = accounts;
    this.signOuts = signOuts;
    this.notices = notices;
    this.audited = audited;
  }

  /** False where the address has an account by now. */
  Mono<Boolean> change(Caller caller, Account account, String login) {
    String token = HexFormat.of().formatHex(Randomness.bytes(TOKEN_BYTES));
    return audited
        .with(
            caller,
            account.uid(),
            "user.address",
            accounts.move(account.uid(), login).then(keep(account, token)))
        .thenReturn(true)
        .doOnNext(_ -> notices.addressChanged(account, token))
        .onErrorReturn(DuplicateKeyException.class, false);
  }

  private Mono<Void> keep(Account former, String token) {
    return database
        .sql(
            """
            insert into address_changes (token_hash, uid, former_login, expires_at)
            values (:tokenHash, :uid, :formerLogin,
              clock_timestamp() + make_interval(secs => :reversibleSeconds))
            """)
        .bind("tokenHash", Digests.sha256(token))
        .bind("uid", former.uid())
        .bind("formerLogin", former.login())
        .bind("reversibleSeconds", (double) REVERSIBLE.toSeconds())
        .then();
  }

  /**
   * @param formerLogin address that the account gets back
   */
  record Reversible(long uid, String formerLogin) {}

  /** Empty for a link that is old, used, or made up. */
  Mono<Reversible> find(String token) {
    return database
        .sql(
            """
            select uid, former_login from address_changes
            where token_hash = :tokenHash and expires_at > clock_timestamp()
            """)
        .bind("tokenHash", Digests.sha256(token))
        .mapProperties(Reversible.class)
        .one();
  }

  /**
   * Gives the account its former address back, signs everybody out, and voids what an attacker may
   * know or have set up since: the password, and a second factor that is younger than the change.
   * The owner sets a new password with a code that is mailed to the address.
   *
   * @return false where the link was used, or the address has another account by now
   */
  Mono<Boolean> undo(Caller caller, String token, Reversible change) {
    return audited
        .ifDone(
            caller,
            change.uid(),
            "user.address-undo",
            take(token)
                .delayUntil(
                    taken ->
                        taken
                            ? accounts
                                .move(change.uid(), change.formerLogin())
                                .then(accounts.removePassword(change.uid()))
                                .then(signOuts.everywhere(change.uid()))
                            : Mono.empty()))
        .onErrorReturn(DuplicateKeyException.class, false);
  }

  /** Changes that came later can no longer be taken back: they may be the attacker's. */
  private Mono<Boolean> take(String token) {
    return database
        .sql(
            """
            with taken as (
              delete from address_changes
              where token_hash = :tokenHash and expires_at > clock_timestamp()
              returning uid, changed_at),
            later as (
              delete from address_changes c using taken t
              where c.uid = t.uid and c.changed_at > t.changed_at),
            factor as (
              delete from second_factors f using taken t
              where f.uid = t.uid and f.created_at > t.changed_at)
            select exists (select from taken)
            """)
        .bind("tokenHash", Digests.sha256(token))
        .mapValue(Boolean.class)
        .one();
  }
}
