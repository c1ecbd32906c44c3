package io.berth.service.outbox;

import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Events of one outbox. Each service has a table of its own shape, and its own rule which instance
 * publishes what; {@link OutboxPublication} does the rest.
 *
 * @param <E> an event, or events that are published together
 */
public interface OutboxStore<E> {

  /** Reads the oldest events that this instance may publish now. */
  Mono<List<E>> waiting(int limit);

  /** Events of the same key arrive in their order. */
  Object key(E event);

  /** Completes when the broker has the event. */
  Mono<Void> publish(E event);

  /** Notes that these events have arrived: they wait no longer. */
  Mono<Void> published(List<E> arrived);

  /** Keeps what makes this instance the publisher while events are on their way. */
  default <T> Mono<T> holding(Mono<T> publishing) {
    return publishing;
  }
}
