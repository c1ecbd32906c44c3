package io.berth.did.consent;

import io.berth.api.token.Revocation;
import io.berth.dialect.page.LoginFlow.AuthorizationRequest;
import io.berth.did.identity.Identities;
import io.berth.did.outbox.Outbox;
import io.berth.did.session.SignOuts;
import io.berth.did.token.AuthorizationCodes;
import io.berth.did.token.AuthorizationCodes.AuthorizationCode;
import io.berth.did.token.TokenRevocations;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Grants scopes to apps and revokes them. */
@Component
public final class Grants {
  private final Identities identities;
  private final AuthorizationCodes codes;
  private final TokenRevocations tokens;
  private final List<GrantListener> listeners;
  private final Outbox outbox;
  private final TransactionalOperator transaction;
  private final InstantSource clock;

  Grants(
      Identities identities,
      AuthorizationCodes codes,
      TokenRevocations tokens,
      List<GrantListener> listeners,
      Outbox outbox,
      TransactionalOperator transaction,
      InstantSource clock) {
    this.identities = identities;
    this.codes = codes;
    this.tokens = tokens;
    this.listeners = List.copyOf(listeners);
    this.outbox = outbox;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * @param scopes requested, owned by the app and accepted
   * @param refused shown to the user and left out
   */
  Mono<AuthorizationCode> allow(
      AuthorizationRequest request, long uid, Set<Integer> scopes, Set<Integer> refused) {
    return identities
        .grant(request.appId(), uid, scopes)
        .then(identities.decide(request.appId(), uid, scopes, refused))
        .then(codes.issue(request, uid, scopes))
        .as(transaction::transactional);
  }

  /** Opening a framed game grants scope 1: its protocols ask nothing else. */
  public Mono<Identities.Identity> enter(String appId, long uid) {
    return identities.grant(appId, uid, Set.of(1)).as(transaction::transactional);
  }

  /** Revokes the app's tokens for this user at once and empties the grant; the ids stay. */
  public Mono<Void> revoke(String appId, long uid) {
    Instant validFrom = SignOuts.nextSecond(clock.instant());
    return identities
        .byUid(appId, uid)
        .flatMap(_ -> revoke(appId, uid, validFrom))
        .as(transaction::transactional);
  }

  private Mono<Void> revoke(String appId, long uid, Instant validFrom) {
    return identities
        .revoke(appId, uid, validFrom)
        .then(tokens.revoke(appId, uid))
        .thenMany(Flux.fromIterable(listeners))
        .concatMap(listener -> listener.grantRevoked(appId, uid))
        .then(outbox.revoked(uid, new Revocation.Grant(uid, appId, validFrom)));
  }
}
