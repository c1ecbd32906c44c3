package io.berth.did.session;

import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import io.berth.did.account.Passwords;
import io.berth.did.session.Sessions.Session;
import io.berth.did.verification.Throttles;
import io.berth.did.verification.Throttles.Limit;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Checks a login and password. What parallel tries found out is judged one after the other: once
 * enough of them were wrong, the others are told nothing, right or not. Right ones are never in
 * each other's way.
 */
@Component
public final class SignIns {
  private final Accounts accounts;
  private final Passwords passwords;
  private final Throttles throttles;
  private final Sessions sessions;
  private final SessionProperties properties;

  SignIns(
      Accounts accounts,
      Passwords passwords,
      Throttles throttles,
      Sessions sessions,
      SessionProperties properties) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.throttles = throttles;
    this.sessions = sessions;
    this.properties = properties;
  }

  /** What became of a try. */
  sealed interface SignIn {}

  record SignedIn(Session session) implements SignIn {}

  /**
   * Unknown login or wrong password; on our pages nobody is told which.
   *
   * @param known whether there is such an account
   */
  record Wrong(boolean known) implements SignIn {}

  record TooOften() implements SignIn {}

  /** The right password of somebody whom an operator keeps out. */
  record Frozen() implements SignIn {}

  Mono<SignIn> signIn(String login, String password, String address) {
    return signIn(
        login, password, address, account -> sessions.open(account).<SignIn>map(SignedIn::new));
  }

  /** The right password, of a person whose session is opened elsewhere. */
  record Recognized(Account account) implements SignIn {}

  Mono<SignIn> recognize(String login, String password, String address) {
    return signIn(login, password, address, account -> Mono.just(new Recognized(account)));
  }

  private Mono<SignIn> signIn(
      String login, String password, String address, Function<Account, Mono<SignIn>> welcome) {
    Limit byAddress = byAddress(address);
    Limit byAccount = byAccount(Accounts.normal(login));
    return throttles
        .areFree(byAddress, byAccount)
        .filter(free -> free)
        .flatMap(free -> accounts.find(login).map(Optional::of).defaultIfEmpty(Optional.empty()))
        .flatMap(
            account ->
                passwords
                    .matches(password, account.map(Account::passwordHash).orElse(null))
                    .flatMap(
                        right ->
                            right
                                ? welcome(account.orElseThrow(), welcome, byAddress, byAccount)
                                : wrong(account.isPresent(), byAddress, byAccount)))
        .defaultIfEmpty(new TooOften());
  }

  private Mono<SignIn> welcome(
      Account account, Function<Account, Mono<SignIn>> welcome, Limit byAddress, Limit byAccount) {
    return throttles
        .areFree(byAddress, byAccount)
        .filter(free -> free)
        .flatMap(free -> throttles.clear(byAccount.bucket()).thenReturn(free))
        .flatMap(
            free -> account.frozenAt() == null ? welcome.apply(account) : Mono.just(new Frozen()));
  }

  private Mono<SignIn> wrong(boolean known, Limit byAddress, Limit byAccount) {
    return throttles
        .take(byAddress)
        .filter(free -> free)
        .flatMap(free -> throttles.take(byAccount))
        .filter(free -> free)
        .map(free -> new Wrong(known));
  }

  /** Whether this is the account's password; counted like a sign-in. */
  public Mono<Boolean> confirm(Account account, String password) {
    Limit byAccount = byAccount(account.login());
    return throttles
        .areFree(byAccount)
        .filter(free -> free)
        .flatMap(free -> passwords.matches(password, account.passwordHash()))
        .flatMap(
            right ->
                right ? throttles.areFree(byAccount) : throttles.take(byAccount).thenReturn(false))
        .flatMap(
            right ->
                right ? throttles.clear(byAccount.bucket()).thenReturn(true) : Mono.just(false))
        .defaultIfEmpty(false);
  }

  private Limit byAddress(String address) {
    return new Limit(
        "sign-in:address:" + address, properties.triesPerAddress(), properties.window());
  }

  private Limit byAccount(String login) {
    return new Limit("sign-in:account:" + login, properties.triesPerAccount(), properties.window());
  }
}
