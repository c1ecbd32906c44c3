package io.berth.did.secondfactor;

import com.nimbusds.jwt.JWTClaimsSet;
import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import io.berth.did.key.TokenKeys;
import io.berth.did.session.KnownDevices;
import io.berth.did.session.SignInStep;
import io.berth.did.web.Forms.Form;
import io.berth.service.key.TokenType;
import io.berth.service.page.Pages;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Asks people who have a second factor for a code before a session is opened in a browser that has
 * not passed it. What stands for the right password meanwhile is signed, lives five minutes, and is
 * of use in this browser only.
 */
@Component
class SignInCodes implements SignInStep {
  private static final Duration LIFETIME = Duration.ofMinutes(5);
  private static final int LONGEST = 2048;
  private static final String BROWSER = "browser";

  private final SecondFactors factors;
  private final KnownDevices devices;
  private final Accounts accounts;
  private final TokenKeys keys;
  private final Pages pages;
  private final InstantSource clock;

  SignInCodes(
      SecondFactors factors,
      KnownDevices devices,
      Accounts accounts,
      TokenKeys keys,
      Pages pages,
      InstantSource clock) {
    this.factors = factors;
    this.devices = devices;
    this.accounts = accounts;
    this.keys = keys;
    this.pages = pages;
    this.clock = clock;
  }

  @Override
  public Mono<Boolean> isNeeded(long uid) {
    return factors.askedAtSignIn(uid);
  }

  @Override
  public Mono<ServerResponse> ask(ServerRequest request, Form form, Account account, String next) {
    return devices.ofSecondFactor(request, account).known()
        ? Mono.empty()
        : isNeeded(account.uid())
            .filter(needed -> needed)
            .flatMap(
                _ ->
                    show(
                        request,
                        HttpStatus.OK,
                        Map.of("pending", sign(account, form), "next", next)));
  }

  Mono<ServerResponse> show(ServerRequest request, HttpStatus status, Map<String, Object> model) {
    return pages.render(request, status, "sign-in-code", model);
  }

  private String sign(Account account, Form form) {
    Instant now = clock.instant();
    return keys.sign(
        TokenType.PENDING_SIGN_IN,
        new JWTClaimsSet.Builder()
            .subject(Long.toString(account.uid()))
            .claim(BROWSER, form.browser())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFETIME)))
            .build());
  }

  /** The account whose password was right; empty where that is too long ago, or was elsewhere. */
  Mono<Account> pending(Form form) {
    String token = form.text("pending");
    JWTClaimsSet claims =
        token.length() > LONGEST ? null : keys.verify(TokenType.PENDING_SIGN_IN, token);
    if (claims == null
        || !claims.getExpirationTime().toInstant().isAfter(clock.instant())
        || !form.browser().equals(browser(claims))) {
      return Mono.empty();
    }
    Instant issuedAt = claims.getIssueTime().toInstant();
    return accounts
        .find(Long.parseLong(claims.getSubject()))
        .filter(account -> !account.frozen())
        // Of the same second as a change of the password, it may be older.
        .filter(account -> !issuedAt.isBefore(account.validFrom()));
  }

  private static String browser(JWTClaimsSet claims) {
    try {
      String browser = claims.getStringClaim(BROWSER);
      return browser == null ? "" : browser;
    } catch (ParseException e) {
      return "";
    }
  }
}
