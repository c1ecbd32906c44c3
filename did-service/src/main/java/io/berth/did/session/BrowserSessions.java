package io.berth.did.session;

import io.berth.api.Caller;
import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import io.berth.did.notice.SecurityNotices;
import io.berth.did.session.Sessions.Session;
import io.berth.service.caller.Callers;
import io.berth.service.page.Languages;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Function;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Signs browsers in and out: opens and ends their sessions, and sets and removes their cookies. */
@Component
public final class BrowserSessions {
  private final Sessions sessions;
  private final SignOuts signOuts;
  private final SessionCookies cookies;
  private final KnownDevices devices;
  private final Accounts accounts;
  private final SecurityNotices notices;
  private final PasswordChanges passwordChanges;

  BrowserSessions(
      Sessions sessions,
      SignOuts signOuts,
      SessionCookies cookies,
      KnownDevices devices,
      Accounts accounts,
      SecurityNotices notices,
      PasswordChanges passwordChanges) {
    this.sessions = sessions;
    this.signOuts = signOuts;
    this.cookies = cookies;
    this.devices = devices;
    this.accounts = accounts;
    this.notices = notices;
    this.passwordChanges = passwordChanges;
  }

  /** Opens a session of this browser, and remembers the user's language. */
  Mono<ServerResponse> signIn(ServerRequest request, Account account, String next) {
    return signIn(
        request, account, next, devices.remember(request, account.uid(), account.validFrom()));
  }

  /** The same after a second factor was passed. */
  public Mono<ServerResponse> signInBySecondFactor(
      ServerRequest request, Account account, String next) {
    return signIn(request, account, next, devices.rememberSecondFactor(request, account));
  }

  /** The same with a passkey, which stands for both factors in this session as well. */
  public Mono<ServerResponse> signInByPasskey(ServerRequest request, Account account, String next) {
    return signIn(
        request,
        account,
        next,
        devices.rememberSecondFactor(request, account),
        session -> sessions.passSecondFactor(session.sessionId(), account.uid()));
  }

  private Mono<ServerResponse> signIn(
      ServerRequest request, Account account, String next, ResponseCookie device) {
    return signIn(request, account, next, device, _ -> Mono.empty());
  }

  private Mono<ServerResponse> signIn(
      ServerRequest request,
      Account account,
      String next,
      ResponseCookie device,
      Function<Session, Mono<Void>> opened) {
    boolean known = devices.of(request, account).known();
    return accounts
        .speaks(account.uid(), Languages.of(request.exchange()).tag())
        .then(sessions.open(account.uid(), account.validFrom(), SessionClient.of(request)))
        .delayUntil(opened)
        .doOnNext(
            _ -> {
              if (!known) {
                notices.newDevice(account.uid(), SessionClient.of(request).noticed());
              }
            })
        .flatMap(session -> redirect(session, device, next));
  }

  /** Opens the first session of a new account. */
  public Mono<ServerResponse> open(ServerRequest request, long uid, String next) {
    return open(request, uid, Instant.EPOCH, next);
  }

  /** Ends all sessions of the account but the one of the browser that changed the password. */
  public Mono<ServerResponse> changePassword(
      ServerRequest request, Account account, String hash, String next) {
    return passwordChanges
        .change(Callers.of(request), account.uid(), hash)
        .flatMap(validFrom -> open(request, account.uid(), validFrom, next));
  }

  /**
   * Ends all sessions of the account, and leads to the sign-in page: it asks for more than that.
   */
  public Mono<ServerResponse> resetPassword(
      ServerRequest request, Account account, String hash, String next) {
    return passwordChanges
        .change(Callers.of(request), account.uid(), hash)
        .then(
            ServerResponse.seeOther(
                    URI.create(
                        "/account/sign-in?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8)))
                .build());
  }

  /** Ends all sessions and tokens of the account but the session of this browser. */
  public Mono<ServerResponse> signOutElsewhere(ServerRequest request, long uid, String next) {
    return signOuts.everywhere(uid).flatMap(validFrom -> open(request, uid, validFrom, next));
  }

  Mono<ServerResponse> signOut(ServerRequest request, String next) {
    Caller caller = Callers.of(request);
    Long uid = caller.uid();
    String sessionId = caller.sessionId();
    Mono<Void> ended =
        uid == null || sessionId == null ? Mono.empty() : signOuts.end(sessionId, uid).then();
    return ended.then(
        ServerResponse.seeOther(URI.create(next)).cookie(cookies.expired(caller.realm())).build());
  }

  private Mono<ServerResponse> open(
      ServerRequest request, long uid, Instant validFrom, String next) {
    return sessions
        .open(uid, validFrom, SessionClient.of(request))
        .flatMap(session -> redirect(session, devices.remember(request, uid, validFrom), next));
  }

  private Mono<ServerResponse> redirect(Session session, ResponseCookie device, String next) {
    return ServerResponse.seeOther(URI.create(next))
        .cookie(cookies.of(session))
        .cookie(device)
        .build();
  }
}
