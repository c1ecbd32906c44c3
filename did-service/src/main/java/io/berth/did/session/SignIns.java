package io.berth.did.session;

import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import io.berth.did.account.PasswordUse;
import io.berth.did.account.Passwords;
import io.berth.did.throttle.Guess;
import io.berth.did.throttle.GuessLimit;
import io.berth.did.throttle.GuessProperties;
import io.berth.did.throttle.GuessThrottle;
import io.berth.did.throttle.Origin;
import io.berth.service.address.AddressBlock;
import io.berth.service.caller.Callers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Checks a login and password. */
@Component
public final class SignIns {
  private static final int LONGEST_LOGIN = 254;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration LONGEST_IN_ALL = Duration.ofMinutes(1);

  private final Accounts accounts;
  private final Passwords passwords;
  private final GuessThrottle throttle;
  private final KnownDevices devices;
  private final SessionProperties properties;
  private final GuessProperties guesses;

  SignIns(
      Accounts accounts,
      Passwords passwords,
      GuessThrottle throttle,
      KnownDevices devices,
      SessionProperties properties,
      GuessProperties guesses) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.throttle = throttle;
    this.devices = devices;
    this.properties = properties;
    this.guesses = guesses;
  }

  /** Result of a try. */
  sealed interface SignIn {}

  /**
   * Unknown login or wrong password; the pages do not say which (enumeration).
   *
   * @param known whether there is such an account
   */
  record Wrong(boolean known) implements SignIn {}

  /** Not compared: too many were wrong. */
  record TooOften(Duration delay) implements SignIn {}

  /** The right password of an account that an operator disabled. */
  record Frozen() implements SignIn {}

  /** The right password. */
  record Recognized(Account account) implements SignIn {}

  Mono<SignIn> check(ServerRequest request, String login, String password) {
    String address = Callers.of(request).address();
    return check(
        login,
        password,
        address == null ? "unknown" : address,
        account -> devices.of(request, account));
  }

  /**
   * @param origin where the try comes from, once it is known whose account it is for
   */
  Mono<SignIn> check(
      String login, String password, String address, Function<@Nullable Account, Origin> origin) {
    return find(login)
        .flatMap(
            account -> {
              List<GuessLimit> limits =
                  limits(Accounts.normal(login), address, origin.apply(account.orElse(null)));
              return throttle
                  .check(limits, compare(account, password, address))
                  .flatMap(
                      guess ->
                          switch (guess) {
                            case Guess.Right<Account>(Account found) -> right(found, limits);
                            case Guess.Wrong<Account> _ ->
                                Mono.just(new Wrong(account.isPresent()));
                            case Guess.TooOften<Account>(Duration delay) ->
                                Mono.just(new TooOften(delay));
                          });
            });
  }

  /** The account where the password is right. Takes as long where there is no account. */
  private Mono<Optional<Account>> compare(
      Optional<Account> account, String password, String address) {
    return passwords
        .matches(
            PasswordUse.SIGN_IN,
            AddressBlock.of(address),
            password,
            account.map(Account::passwordHash).orElse(null))
        .map(right -> account.filter(_ -> right));
  }

  /**
   * What cannot be a login is not looked for: the database does not take every text. Accounts made
   * before the present rules of addresses can still be signed in to.
   */
  private Mono<Optional<Account>> find(String login) {
    return login.length() <= LONGEST_LOGIN && login.chars().noneMatch(Character::isISOControl)
        ? accounts.find(login).map(Optional::of).defaultIfEmpty(Optional.empty())
        : Mono.just(Optional.empty());
  }

  private Mono<SignIn> right(Account account, List<GuessLimit> limits) {
    return throttle
        .forget(limits.getFirst())
        .thenReturn(account.frozen() ? new Frozen() : new Recognized(account));
  }

  /** Whether this is the password of the session's own account; counted like a sign-in. */
  public Mono<Boolean> confirm(
      Account account, String sessionId, AddressBlock from, String password) {
    GuessLimit originLimit = originLimit(account.login(), Origin.session(sessionId));
    return throttle
        .check(
            List.of(originLimit),
            passwords
                .matches(PasswordUse.ACCOUNT, from, password, account.passwordHash())
                .map(right -> Optional.of(account).filter(_ -> right)))
        .flatMap(
            guess ->
                guess instanceof Guess.Right<Account>
                    ? throttle.forget(originLimit).thenReturn(true)
                    : Mono.just(false));
  }

  /** The first is forgotten once the password was right. */
  private List<GuessLimit> limits(String login, String address, Origin origin) {
    GuessLimit originLimit = originLimit(login, origin);
    return origin.known()
        ? List.of(originLimit)
        : List.of(
            originLimit,
            // Shorter: many attackers at once delay the owner's new device as well.
            GuessLimit.of(
                "password-account",
                login,
                properties.triesPerAccountInAll(),
                guesses.delayUpTo(LONGEST_IN_ALL),
                DAY),
            GuessLimit.of(
                "password-address",
                AddressBlock.of(address).text(),
                properties.triesPerAddress(),
                guesses.delay(),
                properties.window()));
  }

  private GuessLimit originLimit(String login, Origin origin) {
    return GuessLimit.of(
        "password", login + ':' + origin.key(), properties.triesPerAccount(), guesses.delay(), DAY);
  }
}
