package io.berth.did.session;

import io.berth.api.Caller;
import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import io.berth.did.notice.SecurityNotices;
import io.berth.did.session.Sessions.Session;
import io.berth.service.caller.Callers;
import io.berth.service.page.Languages;
import java.net.URI;
import java.time.Instant;
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
    boolean known = devices.of(request, account).known();
    return accounts
        .speaks(account.uid(), Languages.of(request.exchange()).tag())
        .then(open(request, account.uid(), account.validFrom(), next))
        .doOnNext(
            _ -> {
              if (!known) {
                notices.newDevice(account.uid(), SessionClient.of(request).noticed());
              }
            });
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
    return ended.then(ServerResponse.seeOther(URI.create(next)).cookie(cookies.expired()).build());
  }

  private Mono<ServerResponse> open(
      ServerRequest request, long uid, Instant validFrom, String next) {
    return sessions
        .open(uid, validFrom, SessionClient.of(request))
        .flatMap(session -> redirect(request, session, validFrom, next));
  }

  private Mono<ServerResponse> redirect(
      ServerRequest request, Session session, Instant validFrom, String next) {
    return ServerResponse.seeOther(URI.create(next))
        .cookie(cookies.of(session))
        .cookie(devices.remember(request, session.uid(), validFrom))
        .build();
  }
}
