package io.berth.did.consent;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Realm;
import io.berth.api.app.AppRecord;
import io.berth.api.token.TokenCommand.AuthorizeInSession;
import io.berth.api.token.TokenOutcome;
import io.berth.dialect.page.LoginFlow.AuthorizationRequest;
import io.berth.did.account.Account;
import io.berth.did.app.AppRecords;
import io.berth.did.launch.AppEntrance;
import io.berth.did.session.ApiSessions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Grants scopes that a user has accepted in a client with an API session. */
@Component
final class SessionConsents {
  private static final String NO_DEVICE = "";

  private final ApiSessions sessions;
  private final AppRecords apps;
  private final Grants grants;
  private final AppEntrance entrance;

  SessionConsents(ApiSessions sessions, AppRecords apps, Grants grants, AppEntrance entrance) {
    this.sessions = sessions;
    this.apps = apps;
    this.grants = grants;
    this.entrance = entrance;
  }

  public Mono<Outcome> authorize(AuthorizeInSession asked, String appId, Realm realm) {
    return sessions
        .holder(asked.sessionKey(), realm)
        .flatMap(
            account ->
                apps.find(appId)
                    .flatMap(app -> authorize(asked, app, account))
                    .defaultIfEmpty(Refusal.of(ErrorCode.APP_UNKNOWN)))
        .defaultIfEmpty(Refusal.of(ErrorCode.SESSION_UNKNOWN));
  }

  private Mono<Outcome> authorize(AuthorizeInSession asked, AppRecord app, Account account) {
    ErrorCode closed = app.profile().refusal();
    return closed == null
        ? entrance
            .admits(app, account)
            .flatMap(
                admitted ->
                    admitted
                        ? allow(asked, app, account)
                        : Mono.just(Refusal.of(ErrorCode.APP_NOT_LAUNCHED)))
        : Mono.just(Refusal.of(closed));
  }

  private Mono<Outcome> allow(AuthorizeInSession asked, AppRecord app, Account account) {
    Set<Integer> scopes = new TreeSet<>(asked.scopes());
    scopes.retainAll(app.policy().scopes());
    if (scopes.isEmpty()) {
      return Mono.just(Refusal.of(ErrorCode.APP_LACKS_SCOPE));
    }
    AuthorizationRequest request =
        new AuthorizationRequest(
            app.appId(),
            List.copyOf(scopes),
            scopes.stream().map(String::valueOf).collect(Collectors.joining(",")),
            asked.state(),
            NO_DEVICE,
            asked.redirectUrl());
    return grants
        .allow(request, account.uid(), scopes, Set.of())
        .map(code -> new TokenOutcome.AccessCode(code.value(), code.expiresAt()));
  }
}
