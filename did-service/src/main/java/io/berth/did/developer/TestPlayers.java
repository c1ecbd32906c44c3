package io.berth.did.developer;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Realm;
import io.berth.api.app.AppOutcome.TestPlayerMade;
import io.berth.did.account.Accounts;
import io.berth.did.account.PasswordUse;
import io.berth.did.account.Passwords;
import io.berth.did.paypassword.PayPasswords;
import io.berth.did.secret.Identifiers;
import io.berth.did.throttle.Throttles;
import io.berth.did.throttle.Throttles.Limit;
import io.berth.service.address.AddressBlock;
import io.berth.service.audit.AuditLog;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Makes people in test whom a developer plays, with an address that is nobody's. */
@Component
class TestPlayers {
  private static final int MOST_PER_HOUR = 20;
  private static final int NAME_LENGTH = 8;
  private static final int PASSWORD_LENGTH = 16;

  private final Accounts accounts;
  private final Passwords passwords;
  private final PayPasswords payPasswords;
  private final Throttles throttles;
  private final AuditLog audit;
  private final TransactionalOperator transaction;

  TestPlayers(
      Accounts accounts,
      Passwords passwords,
      PayPasswords payPasswords,
      Throttles throttles,
      AuditLog audit,
      TransactionalOperator transaction) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.payPasswords = payPasswords;
    this.throttles = throttles;
    this.audit = audit;
    this.transaction = transaction;
  }

  Mono<Outcome> create(String appId, Caller caller) {
    if (Realm.of(appId) != Realm.TEST) {
      return Mono.just(Refusal.of(ErrorCode.NO_PERMISSION, "not an app of test"));
    }
    String name = "player-" + Identifiers.hex().substring(0, NAME_LENGTH);
    String password = Identifiers.hex().substring(0, PASSWORD_LENGTH);
    return throttles
        .take(new Limit("test-player/" + appId, MOST_PER_HOUR, Duration.ofHours(1)))
        .flatMap(
            free ->
                free
                    ? passwords
                        .hash(PasswordUse.ACCOUNT, AddressBlock.of(caller), password)
                        .flatMap(hash -> make(appId, caller, name, password, hash))
                    : Mono.just(Refusal.of(ErrorCode.TOO_FREQUENT)));
  }

  private Mono<Outcome> make(
      String appId, Caller caller, String name, String password, String hash) {
    // A domain that is reserved for tests (RFC 2606), so that it is no address of anybody.
    String login = name + "@players.example";
    return accounts
        .create(Realm.TEST.idOf(login), null, name, hash)
        .delayUntil(uid -> payPasswords.put(uid, hash))
        .delayUntil(
            uid ->
                audit.write(
                    caller,
                    "test-player.create",
                    "app/" + appId,
                    "",
                    Map.of("uid", Long.toString(uid))))
        .<Outcome>map(uid -> new TestPlayerMade(uid, login, password))
        .as(transaction::transactional);
  }
}
