package io.berth.service.outbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Publishes a batch of an outbox. Every event arrives at least once: it is noted as published only
 * after the broker acknowledged it, and what happens in between publishes it again. An event that
 * does not arrive keeps back the later ones of its key and no others.
 */
public final class OutboxPublication<E> {

  private static final Logger log = LoggerFactory.getLogger(OutboxPublication.class);

  /**
   * @param waiting events that were read
   * @param arrived those of them that are published now
   */
  public record Batch(int waiting, int arrived) {}

  private final OutboxStore<E> store;
  private final int limit;

  /**
   * @param limit most events of a batch
   */
  public OutboxPublication(OutboxStore<E> store, int limit) {
    this.store = store;
    this.limit = limit;
  }

  /** Publishes what waits, at most a batch; errors only where the store does. */
  public Mono<Batch> publishSome() {
    return store
        .waiting(limit)
        .flatMap(
            waiting ->
                waiting.isEmpty()
                    ? Mono.just(new Batch(0, 0))
                    : store.holding(publish(waiting)).flatMap(arrived -> note(waiting, arrived)));
  }

  private Mono<Batch> note(List<E> waiting, List<E> arrived) {
    Batch batch = new Batch(waiting.size(), arrived.size());
    return arrived.isEmpty() ? Mono.just(batch) : store.published(arrived).thenReturn(batch);
  }

  private Mono<List<E>> publish(List<E> waiting) {
    // Not by groupBy(): where a group ends with a failure, it would begin another one for its key.
    Collection<List<E>> byKey =
        waiting.stream()
            .collect(Collectors.groupingBy(store::key, LinkedHashMap::new, Collectors.toList()))
            .values();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    return Flux.fromIterable(byKey)
        .flatMap(
            sameKey ->
                Flux.fromIterable(sameKey)
                    .concatMap(event -> store.publish(event).thenReturn(event))
                    .onErrorResume(
                        failed -> {
                          failure.compareAndSet(null, failed);
                          return Mono.empty();
                        }),
            byKey.size())
        .<List<E>>collect(ArrayList::new, List::add)
        .doOnNext(arrived -> warn(waiting.size() - arrived.size(), failure.get()));
  }

  private static void warn(int missing, @Nullable Throwable failure) {
    if (failure != null) {
      log.warn("{} events wait, since one did not arrive", missing, failure);
    }
  }
}
