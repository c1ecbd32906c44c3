package io.berth.service.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.service.outbox.OutboxPublication.Batch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class OutboxPublicationTests {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Keys are letters, events a letter and a number. */
  private static final class Table implements OutboxStore<String> {
    final List<String> rows = new ArrayList<>();
    final List<String> topic = new ArrayList<>();
    String lost = "";
    boolean held;

    @Override
    public Mono<List<String>> waiting(int limit) {
      return Mono.fromSupplier(() -> rows.stream().limit(limit).toList());
    }

    @Override
    public Object key(String event) {
      return event.charAt(0);
    }

    @Override
    public Mono<Void> publish(String event) {
      return event.equals(lost)
          ? Mono.error(new IllegalStateException("the broker is away"))
          : Mono.fromRunnable(() -> topic.add(event));
    }

    @Override
    public Mono<Void> published(List<String> arrived) {
      return Mono.fromRunnable(() -> rows.removeAll(arrived));
    }

    @Override
    public <T> Mono<T> holding(Mono<T> publishing) {
      held = true;
      return publishing;
    }
  }

  private final Table table = new Table();
  private final OutboxPublication<String> publication = new OutboxPublication<>(table, 5);

  @Test
  void anEventThatDoesNotArriveKeepsBackItsKeyAlone() {
    table.rows.addAll(List.of("a1", "b1", "a2", "a3", "b2"));
    table.lost = "a2";

    assertThat(publication.publishSome().block(TIMEOUT)).isEqualTo(new Batch(5, 3));
    assertThat(table.topic).containsExactlyInAnyOrder("a1", "b1", "b2");
    assertThat(table.rows).containsExactly("a2", "a3");

    table.lost = "";
    assertThat(publication.publishSome().block(TIMEOUT)).isEqualTo(new Batch(2, 2));
    assertThat(table.topic).filteredOn(event -> event.startsWith("a")).isSorted();
    assertThat(table.rows).isEmpty();
  }

  @Test
  void noMoreThanABatchIsReadAtOnce() {
    table.rows.addAll(List.of("a1", "b1", "c1", "d1", "e1", "f1"));

    assertThat(publication.publishSome().block(TIMEOUT)).isEqualTo(new Batch(5, 5));
    assertThat(table.rows).containsExactly("f1");
  }

  @Test
  void nothingIsHeldWhereNothingWaits() {
    assertThat(publication.publishSome().block(TIMEOUT)).isEqualTo(new Batch(0, 0));
    assertThat(table.held).isFalse();

    table.rows.add("a1");
    publication.publishSome().block(TIMEOUT);
    assertThat(table.held).isTrue();
  }
}
