package io.berth.did.session;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Realm;
import io.berth.api.account.AccountOutcome;
import io.berth.api.account.AccountOutcome.AccountProfile;
import io.berth.api.account.ApiSessionCommand.SignIn;
import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import io.berth.did.secret.Digests;
import io.berth.did.throttle.Origin;
import io.berth.service.key.Randomness;
import java.time.Duration;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Opens and reads API sessions, for clients that carry a key instead of a cookie. Their rows end
 * like the others; a row's id is a digest of the key, so that nothing stored or published opens
 * one.
 */
@Component
public final class ApiSessions {
  private static final int KEY_BYTES = 20;
  private static final int ID_BYTES = 16;
  private static final Pattern KEY = Pattern.compile("[0-9a-f]{40}");
  private static final HexFormat HEX = HexFormat.of();

  private final DatabaseClient database;
  private final SignIns signIns;
  private final Accounts accounts;
  private final Sessions sessions;
  private final SignInStep step;

  ApiSessions(
      DatabaseClient database,
      SignIns signIns,
      Accounts accounts,
      Sessions sessions,
      SignInStep step) {
    this.database = database;
    this.signIns = signIns;
    this.accounts = accounts;
    this.sessions = sessions;
    this.step = step;
  }

  public Mono<Outcome> signIn(SignIn asked, Realm realm, String address) {
    String login = Accounts.login(realm, asked.login());
    return signIns
        .check(login, asked.password(), address, _ -> Origin.address(address))
        .flatMap(
            signIn ->
                switch (signIn) {
                  case SignIns.Recognized(Account account) ->
                      step.isNeeded(account.uid())
                          .flatMap(
                              needed ->
                                  needed
                                      // Its clients have no field for a code.
                                      ? refused(ErrorCode.LOGIN_WRONG)
                                      : open(account, address));
                  case SignIns.Wrong(boolean known) ->
                      refused(known ? ErrorCode.LOGIN_WRONG : ErrorCode.LOGIN_UNKNOWN);
                  case SignIns.Frozen _ -> refused(ErrorCode.USER_DISABLED);
                  case SignIns.TooOften(Duration delay) ->
                      Mono.just(
                          Refusal.of(
                              ErrorCode.TOO_FREQUENT, "again in " + delay.toSeconds() + " s"));
                });
  }

  private Mono<Outcome> open(Account account, String address) {
    String key = HEX.formatHex(Randomness.bytes(KEY_BYTES));
    return sessions
        .store(id(key), account.uid(), SessionClient.ofApi(address))
        .thenReturn(new AccountOutcome.SignedIn(key, profile(account)));
  }

  /** The profile of the session's user. */
  public Mono<Outcome> account(String key, Realm realm) {
    return holder(key, realm)
        .<Outcome>map(ApiSessions::profile)
        .defaultIfEmpty(Refusal.of(ErrorCode.SESSION_UNKNOWN));
  }

  /** The user of a session of this realm; empty where the key opens none, or none any more. */
  public Mono<Account> holder(String key, Realm realm) {
    return KEY.matcher(key).matches()
        ? database
            .sql(
                """
                with living as (
                  select session_id, uid, seen_at from sessions
                  where session_id = :sessionId and expires_at > clock_timestamp()),
                seen as (
                  update sessions s set seen_at = clock_timestamp() from living l
                  where s.session_id = l.session_id
                    and l.seen_at < clock_timestamp() - interval '5 minutes')
                select uid from living
                """)
            .bind("sessionId", id(key))
            .mapValue(Long.class)
            .one()
            .flatMap(accounts::find)
            .filter(account -> !account.frozen() && account.realm() == realm)
        : Mono.empty();
  }

  public static AccountProfile profile(Account account) {
    return new AccountProfile(
        account.uid(), account.address(), account.name(), account.avatar(), account.createdAt());
  }

  private static String id(String key) {
    return HEX.formatHex(Digests.sha256(key), 0, ID_BYTES);
  }

  private static Mono<Outcome> refused(ErrorCode code) {
    return Mono.just(Refusal.of(code));
  }
}
