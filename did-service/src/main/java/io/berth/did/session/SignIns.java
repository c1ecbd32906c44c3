package io.berth.did.session;

import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import io.berth.did.account.Passwords;
import io.berth.did.session.Sessions.Session;
import io.berth.did.verification.Throttles;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Checks a login and password. Tries are counted before the password is looked at, so that parallel
 * ones are counted too, and taken back when it was right.
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
    String byAddress = "sign-in:address:" + address;
    String byAccount = "sign-in:account:" + Accounts.normal(login);
    return throttles
        .take(byAddress, properties.triesPerAddress(), properties.window())
        .flatMap(
            free ->
                free
                    ? throttles.take(byAccount, properties.triesPerAccount(), properties.window())
                    : Mono.just(false))
        .flatMap(
            free ->
                free
                    ? check(login, password, welcome)
                        .flatMap(
                            signIn ->
                                !(signIn instanceof Wrong)
                                    ? throttles
                                        .giveBack(byAddress)
                                        .then(throttles.clear(byAccount))
                                        .thenReturn(signIn)
                                    : Mono.just(signIn))
                    : Mono.just(new TooOften()));
  }

  private Mono<SignIn> check(
      String login, String password, Function<Account, Mono<SignIn>> welcome) {
    return accounts
        .find(login)
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .flatMap(
            account ->
                passwords
                    .matches(password, account.map(Account::passwordHash).orElse(null))
                    .flatMap(
                        right ->
                            right
                                ? account.orElseThrow().frozenAt() == null
                                    ? welcome.apply(account.orElseThrow())
                                    : Mono.just(new Frozen())
                                : Mono.just(new Wrong(account.isPresent()))));
  }

  /** Whether this is the account's password; counted like a sign-in. */
  public Mono<Boolean> confirm(Account account, String password) {
    String bucket = "sign-in:account:" + account.login();
    return throttles
        .take(bucket, properties.triesPerAccount(), properties.window())
        .flatMap(
            free -> free ? passwords.matches(password, account.passwordHash()) : Mono.just(false))
        .flatMap(right -> right ? throttles.clear(bucket).thenReturn(true) : Mono.just(false));
  }
}
