package io.berth.console.live;

import io.berth.service.caller.Callers;
import io.berth.service.runtime.ServiceStop;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tells open pages that what they show has changed, so that they read it again. An event's id is
 * the version of what there is: a browser that comes back says which one it has seen.
 *
 * <p>The person's permission is checked with each look, because looking sends a command. A stream
 * ends after {@value #MINUTES} minutes; browsers come back by themselves.
 */
@Component
public final class LiveStreams {
  private static final int MOST = 64;
  private static final int MOST_PER_PERSON = 4;
  private static final int MINUTES = 5;

  /** The gateway takes a service that is silent for ten seconds for gone. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(4);

  private static final Duration LIFE = Duration.ofMinutes(MINUTES);

  private static final ServerSentEvent<String> BEAT =
      ServerSentEvent.<String>builder().retry(Duration.ofSeconds(2)).comment("").build();

  /** The page gets no more: the person may not see it any longer, or has too many open. */
  private static final ServerSentEvent<String> END =
      ServerSentEvent.builder("").event("end").build();

  private final StreamSlots slots = new StreamSlots(MOST, MOST_PER_PERSON);
  private final ServiceStop stop;

  LiveStreams(ServiceStop stop) {
    this.stop = stop;
  }

  /** Formats what makes a page what it is as a version: equal for equal values. */
  public static String version(Object... values) {
    return Integer.toHexString(Arrays.deepToString(values).hashCode());
  }

  /**
   * Opens a stream of changes.
   *
   * @param every how long after one look the next follows
   * @param look reads the version of what there is now; empty where that is refused or fails
   */
  public Mono<ServerResponse> open(ServerRequest request, Duration every, Mono<String> look) {
    Long uid = Callers.of(request).uid();
    if (uid == null || !slots.isFree(uid)) {
      // By this status a browser does not come back by itself.
      return ServerResponse.noContent().build();
    }
    String seen =
        Optional.ofNullable(request.headers().firstHeader("Last-Event-ID"))
            .or(() -> request.queryParam("seen"))
            .orElse("");
    Flux<ServerSentEvent<String>> events =
        Flux.defer(
            () ->
                slots.take(uid)
                    ? events(seen, every, look)
                        .takeUntilOther(stop.signal())
                        .doFinally(_ -> slots.release(uid))
                    : Flux.just(END));
    return ServerResponse.ok()
        .header("Cache-Control", "no-store")
        .header("X-Accel-Buffering", "no")
        .body(BodyInserters.fromServerSentEvents(events));
  }

  static Flux<ServerSentEvent<String>> events(String seen, Duration every, Mono<String> look) {
    Mono<ServerSentEvent<String>> event = look.map(LiveStreams::change).defaultIfEmpty(END);
    Flux<ServerSentEvent<String>> changes =
        event
            .concatWith(event.delaySubscription(every).repeat())
            .startWith(change(seen))
            .distinctUntilChanged(one -> one.equals(END) ? END : one.id())
            .skip(1);
    return Flux.merge(Flux.interval(Duration.ZERO, HEARTBEAT).map(_ -> BEAT), changes)
        .takeUntil(END::equals)
        .takeUntilOther(Mono.delay(LIFE));
  }

  private static ServerSentEvent<String> change(String version) {
    return ServerSentEvent.builder(version).id(version).event("change").build();
  }
}
