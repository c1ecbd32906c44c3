package io.berth.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class LiveStreamsTests {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final AtomicReference<String> now = new AtomicReference<>("1");
  private final Mono<String> look = Mono.fromSupplier(now::get);

  private Flux<String> heard(String seen) {
    return LiveStreams.events(seen, SECOND, look)
        .mapNotNull(ServerSentEvent::event)
        .zipWith(Flux.range(0, 100), (event, _) -> event + now.get());
  }

  @Test
  void tellsOfChangesAloneAndFirstOfThoseThatWereMissed() {
    StepVerifier.withVirtualTime(() -> heard("1"))
        .thenAwait(SECOND.multipliedBy(3))
        .then(() -> now.set("2"))
        .thenAwait(SECOND)
        .expectNext("change2")
        .thenAwait(SECOND.multipliedBy(5))
        .thenCancel()
        .verify(SECOND.multipliedBy(30));
    StepVerifier.withVirtualTime(() -> heard("1"))
        .thenAwait(Duration.ofMillis(1))
        .expectNext("change2")
        .thenCancel()
        .verify(SECOND.multipliedBy(30));
  }

  @Test
  void saysThatThereIsNoMoreWhereNothingMayBeSeen() {
    StepVerifier.withVirtualTime(
            () -> LiveStreams.events("1", SECOND, Mono.empty()).mapNotNull(ServerSentEvent::event))
        .thenAwait(SECOND)
        .expectNext("end")
        .verifyComplete();
  }

  @Test
  void beatsWithinTheGatewaysPatienceAndEnds() {
    StepVerifier.withVirtualTime(
            () -> LiveStreams.events("1", SECOND, look).filter(event -> event.event() == null))
        .thenAwait(Duration.ofSeconds(9))
        .expectNextCount(3)
        .thenAwait(Duration.ofMinutes(5))
        .thenConsumeWhile(_ -> true)
        .verifyComplete();
  }

  @Test
  void versionsAreEqualForEqualValuesInEveryProcess() {
    assertThat(LiveStreams.version(List.of(1L), Map.of("a", Thread.State.NEW)))
        .isEqualTo(LiveStreams.version(List.of(1L), Map.of("a", Thread.State.NEW)))
        .isEqualTo(Integer.toHexString("[[1], {a=NEW}]".hashCode()));
  }

  @Test
  void boundsTheStreamsOfOnePersonAndOfAll() {
    StreamSlots slots = new StreamSlots(3, 2);
    assertThat(slots.take(1)).isTrue();
    assertThat(slots.take(1)).isTrue();
    assertThat(slots.take(1)).isFalse();
    assertThat(slots.take(2)).isTrue();
    assertThat(slots.isFree(3)).isFalse();
    slots.release(1);
    assertThat(slots.take(3)).isTrue();
    assertThat(slots.take(2)).isFalse();
  }
}
