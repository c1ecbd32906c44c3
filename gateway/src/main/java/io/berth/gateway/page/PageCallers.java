package io.berth.gateway.page;

import io.berth.api.Caller;
import io.berth.api.Realm;
import io.berth.gateway.access.Session;
import io.berth.gateway.access.Sessions;
import io.berth.gateway.access.TokenVerification;
import io.berth.gateway.access.TopicsInSync;
import io.berth.gateway.http.Realms;
import io.berth.service.caller.CallerTokens;
import io.berth.service.trace.RequestId;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Issues caller tokens for requests of browsers, with the signed-in user where there is one. */
@Component
final class PageCallers {

  private final TopicsInSync inSync;
  private final Realms realms;
  private final PageHeaders pageHeaders;
  private final Sessions sessions;
  private final CallerTokens callerTokens;

  PageCallers(
      TopicsInSync inSync,
      Realms realms,
      PageHeaders pageHeaders,
      Sessions sessions,
      CallerTokens callerTokens) {
    this.inSync = inSync;
    this.realms = realms;
    this.pageHeaders = pageHeaders;
    this.sessions = sessions;
    this.callerTokens = callerTokens;
  }

  /** Empty where it is not known at present whether the session is good. */
  Mono<Optional<String>> token(ServerWebExchange exchange, String service, String address) {
    Realm realm = realms.of(exchange.getRequest());
    Caller nobody =
        Caller.of(Caller.Kind.PAGE, RequestId.of(exchange)).in(realm).withAddress(address);
    String session = pageHeaders.sessionCookie(exchange.getRequest(), realm);
    if (!inSync.reached()) {
      return Mono.just(Optional.empty());
    }
    Mono<TokenVerification<Session>> verification =
        session == null
            ? Mono.just(new TokenVerification.Unknown<>())
            : sessions.check(session, nobody.requestId());
    return verification.map(
        verified ->
            switch (verified) {
              case TokenVerification.Verified<Session>(Session user) ->
                  Optional.of(callerTokens.issue(as(user, nobody), service));
              case TokenVerification.Undecided<Session> _ -> Optional.empty();
              case TokenVerification.Expired<Session> _,
                  TokenVerification.Revoked<Session> _,
                  TokenVerification.Unknown<Session> _ ->
                  Optional.of(callerTokens.issue(nobody, service));
            });
  }

  /** A session of the other realm is none here. */
  private static Caller as(Session session, Caller nobody) {
    return Realm.of(session.uid()) == nobody.realm()
        ? nobody.withUid(session.uid()).withSession(session.sessionId())
        : nobody;
  }
}
