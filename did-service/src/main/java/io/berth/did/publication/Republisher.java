package io.berth.did.publication;

import io.berth.api.Outcome;
import io.berth.api.user.IdentityRecord;
import io.berth.did.app.AppRecords;
import io.berth.did.identity.Identities;
import io.berth.did.outbox.Outbox;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Publishes every record again. Rows are locked while they are copied to the outbox: a copy that
 * was read before a change must not follow that change into a compacted topic.
 */
@Component
final class Republisher {
  private static final int PAGE = 200;

  private final AppRecords apps;
  private final Identities identities;
  private final Outbox outbox;
  private final TransactionalOperator transaction;

  Republisher(
      AppRecords apps, Identities identities, Outbox outbox, TransactionalOperator transaction) {
    this.apps = apps;
    this.identities = identities;
    this.outbox = outbox;
    this.transaction = transaction;
  }

  public Mono<Outcome> republish() {
    return apps().then(identities()).thenReturn(new Outcome.Done());
  }

  Mono<Void> apps() {
    return apps.idsAfter("", PAGE)
        .collectList()
        .expand(
            page ->
                page.size() < PAGE
                    ? Mono.empty()
                    : apps.idsAfter(page.getLast(), PAGE).collectList())
        .concatMapIterable(page -> page)
        .concatMap(this::app)
        .then();
  }

  Mono<Void> app(String appId) {
    return apps.lock(appId).flatMap(outbox::changed).as(transaction::transactional);
  }

  Mono<Void> identities() {
    return page("", 0)
        .expand(
            page ->
                page.size() < PAGE
                    ? Mono.empty()
                    : page(page.getLast().appId(), page.getLast().uid()))
        .then();
  }

  private Mono<List<IdentityRecord>> page(String appId, long uid) {
    return identities
        .lockAfter(appId, uid, PAGE)
        .collectList()
        .flatMap(page -> Flux.fromIterable(page).concatMap(outbox::changed).then(Mono.just(page)))
        .as(transaction::transactional);
  }
}
