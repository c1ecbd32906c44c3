package io.berth.did.session;

import io.berth.api.Caller;
import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import io.berth.service.caller.Callers;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/**
 * Finds the current user of a page. The session is looked up in the database: a gateway may not
 * have heard yet that it was ended.
 */
@Component
public final class CurrentUser {
  private final Sessions sessions;
  private final Accounts accounts;

  CurrentUser(Sessions sessions, Accounts accounts) {
    this.sessions = sessions;
    this.accounts = accounts;
  }

  public Mono<Optional<Account>> of(ServerRequest request) {
    Caller caller = Callers.of(request);
    Long uid = caller.uid();
    String sessionId = caller.sessionId();
    if (caller.kind() != Caller.Kind.PAGE || uid == null || sessionId == null) {
      return Mono.just(Optional.empty());
    }
    return sessions
        .lives(sessionId, uid)
        .flatMap(lives -> lives ? accounts.find(uid) : Mono.empty())
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty());
  }
}
