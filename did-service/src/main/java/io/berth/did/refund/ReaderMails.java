package io.berth.did.refund;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.did.throttle.Throttles;
import io.berth.did.throttle.Throttles.Limit;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Mails what happened to an order to several people, within a limit for each of them. */
@Component
class ReaderMails {
  private static final Logger log = LoggerFactory.getLogger(ReaderMails.class);

  /** Somebody who is mailed. */
  interface Reader {
    String login();
  }

  private final Throttles throttles;

  ReaderMails(Throttles throttles) {
    this.throttles = throttles;
  }

  /**
   * Refuses, so that it is asked again, where none of the mails could be handed over.
   *
   * @param about what the mails are about, in the name of the limit
   * @param perDay mails that one person gets in a day; further ones are left out
   */
  <R extends Reader> Mono<Outcome> send(
      String about, int perDay, Flux<R> readers, Function<R, Mono<Void>> mail) {
    return readers
        .collectList()
        .flatMapMany(Flux::fromIterable)
        .concatMap(
            reader ->
                throttles
                    .take(new Limit(about + "/to/" + reader.login(), perDay, Duration.ofDays(1)))
                    .flatMap(free -> free ? handOver(about, mail.apply(reader)) : Mono.just(true)))
        .collectList()
        .map(
            sent ->
                sent.isEmpty() || sent.contains(true)
                    ? new Outcome.Done()
                    : Outcome.Refusal.of(ErrorCode.TIMEOUT, "no mail could be sent"));
  }

  private static Mono<Boolean> handOver(String about, Mono<Void> mail) {
    return mail.thenReturn(true)
        .onErrorResume(
            failure -> {
              log.warn("a mail about a {} was not sent: {}", about, failure.toString());
              return Mono.just(false);
            });
  }
}
