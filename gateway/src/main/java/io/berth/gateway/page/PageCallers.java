package io.berth.gateway.page;

import io.berth.api.Caller;
import io.berth.gateway.access.Session;
import io.berth.gateway.access.Sessions;
import io.berth.gateway.access.TokenVerification;
import io.berth.gateway.access.TopicsInSync;
import io.berth.service.caller.CallerTokens;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Issues caller tokens for requests of browsers, with the signed-in user where there is one. */
@Component
final class PageCallers {

  private final TopicsInSync inSync;
  private final Sessions sessions;
  private final CallerTokens callerTokens;

  PageCallers(TopicsInSync inSync, Sessions sessions, CallerTokens callerTokens) {
    this.inSync = inSync;
    this.sessions = sessions;
    this.callerTokens = callerTokens;
  }

  /**
   * Empty where it is not known at present whether the session is good.
   *
   * @param session content of the session cookie; null where there is none
   */
  Mono<Optional<String>> token(
      @Nullable String session, String service, String address, String requestId) {
    if (!inSync.reached()) {
      return Mono.just(Optional.empty());
    }
    Mono<TokenVerification<Session>> verification =
        session == null
            ? Mono.just(new TokenVerification.Unknown<>())
            : sessions.check(session, requestId);
    return verification.map(
        verified ->
            switch (verified) {
              case TokenVerification.Verified<Session>(Session user) ->
                  Optional.of(issue(service, user, address, requestId));
              case TokenVerification.Undecided<Session> _ -> Optional.empty();
              case TokenVerification.Expired<Session> _,
                  TokenVerification.Revoked<Session> _,
                  TokenVerification.Unknown<Session> _ ->
                  Optional.of(issue(service, null, address, requestId));
            });
  }

  private String issue(
      String service, @Nullable Session session, String address, String requestId) {
    Caller caller =
        Caller.of(Caller.Kind.PAGE, requestId)
            .withUid(session == null ? null : session.uid())
            .withSession(session == null ? null : session.sessionId())
            .withAddress(address);
    return callerTokens.issue(caller, service);
  }
}
