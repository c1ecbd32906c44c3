package io.berth.callback.delivery;

import io.berth.api.delivery.DeliveryEvent;
import io.berth.api.order.OrderEvent;
import io.berth.callback.endpoint.Endpoints;
import io.berth.callback.endpoint.Endpoints.Report;
import io.berth.callback.result.AttemptResult;
import io.berth.callback.result.AttemptResults;
import io.berth.callback.result.DeliveryResultPublisher;
import io.berth.callback.result.RecordedResult;
import io.berth.callback.result.UnpublishedResult;
import io.berth.callback.schedule.LeasedDelivery;
import io.berth.dialect.Dialect;
import io.berth.service.outbound.MerchantClient;
import io.berth.service.outbound.Reply;
import io.berth.service.trace.RequestId;
import io.berth.service.trace.ServedRequest;
import io.berth.service.wakeup.WakeUpSignal;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Sends attempts that are recorded, and records their results. */
@Component
public class AttemptSender {

  private static final Logger log = LoggerFactory.getLogger(AttemptSender.class);
  private static final Duration RECORD_TIMEOUT = Duration.ofSeconds(5);

  /** Recording is retried: without the result the attempt is sent again. */
  private static final Retry RECORDING = Retry.backoff(3, Duration.ofMillis(200));

  private final AttemptResults results;
  private final MerchantClient client;
  private final Endpoints endpoints;
  private final AcknowledgementCheck acknowledgement;
  private final DeliveryResultPublisher publisher;
  private final WakeUpSignal wakeUp;
  private final DeliveryMetrics metrics;

  public AttemptSender(
      AttemptResults results,
      MerchantClient client,
      Endpoints endpoints,
      AcknowledgementCheck acknowledgement,
      DeliveryResultPublisher publisher,
      WakeUpSignal wakeUp,
      DeliveryMetrics metrics) {
    this.results = results;
    this.client = client;
    this.endpoints = endpoints;
    this.acknowledgement = acknowledgement;
    this.publisher = publisher;
    this.wakeUp = wakeUp;
    this.metrics = metrics;
  }

  /** Returns at once. */
  void make(DeliveryStep step, Runnable afterwards) {
    switch (step) {
      case DeliveryStep.Send send ->
          run(send.leased(), send.event(), send.dialect(), call(send), afterwards);
      case DeliveryStep.Unsendable(
              LeasedDelivery leased,
              OrderEvent event,
              Dialect dialect,
              String error) ->
          run(
              leased,
              event,
              dialect,
              Mono.just(new Reply.Unsent(error, Duration.ZERO)),
              afterwards);
      case DeliveryStep.Later _, DeliveryStep.NotApplicable _ -> afterwards.run();
    }
  }

  private Mono<Reply> call(DeliveryStep.Send send) {
    metrics.sending(send.event(), send.leased().nextAttempt());
    return client
        .send(send.message(), send.event().requestId())
        .doOnNext(reply -> endpoints.report(send.endpoint(), report(reply)));
  }

  private void run(
      LeasedDelivery leased,
      OrderEvent event,
      Dialect dialect,
      Mono<Reply> reply,
      Runnable afterwards) {
    reply
        .map(answer -> acknowledgement.check(dialect.callbacks(), leased.nextAttempt(), answer))
        .doOnNext(result -> metrics.attempted(dialect.id(), event, result))
        .flatMap(result -> record(leased, event, result))
        .doFinally(_ -> afterwards.run())
        .contextWrite(context -> context.put(RequestId.KEY, event.requestId()))
        .subscribe(
            publisher::publish,
            failure -> log.warn("delivery {} will be repeated", leased.id(), failure));
  }

  private Mono<UnpublishedResult> record(
      LeasedDelivery leased, OrderEvent event, AttemptResult result) {
    return results
        .finish(leased, result)
        .timeout(RECORD_TIMEOUT)
        .retryWhen(RECORDING)
        .doOnNext(at -> logResult(leased, event, result))
        .switchIfEmpty(Mono.fromRunnable(() -> late(leased)))
        .map(recorded -> unpublished(leased, event, result, recorded));
  }

  /** Another instance has taken the delivery over. */
  private void late(LeasedDelivery leased) {
    metrics.late();
    log.warn("delivery {} was taken over; a result does not count", leased.id());
  }

  private void logResult(LeasedDelivery leased, OrderEvent event, AttemptResult result) {
    // The fields are named as in the access log.
    log.atInfo()
        .addKeyValue("endpoint", "callback")
        .addKeyValue("outcome", result.delivered() ? ServedRequest.OK : ServedRequest.NOT_DELIVERED)
        .addKeyValue("ms", result.duration().toMillis())
        .addKeyValue("app", leased.appId())
        .addKeyValue("order", event.order().id())
        .addKeyValue("tradeNo", event.order().tradeNo())
        .log(
            "order {} of {}: callback {} {} with {} after {} ms{}",
            event.order().id(),
            leased.appId(),
            result.number(),
            result.delivered() ? "delivered" : "not delivered",
            result.httpStatus(),
            result.duration().toMillis(),
            result.error() == null ? "" : ", " + result.error());
    if (result.next() != null) {
      wakeUp.signalIn(result.next());
    }
  }

  private static UnpublishedResult unpublished(
      LeasedDelivery leased, OrderEvent event, AttemptResult result, RecordedResult recorded) {
    return new UnpublishedResult(
        recorded.batch(),
        new DeliveryEvent(
            event.eventId(),
            event.order().id(),
            leased.appId(),
            result.number(),
            result.httpStatus(),
            result.delivered(),
            recorded.at(),
            event.requestId()));
  }

  private static Report report(Reply reply) {
    return switch (reply) {
      case Reply.Answered _ -> Report.ANSWERED;
      case Reply.Unanswered _ -> Report.UNANSWERED;
      case Reply.Unsent _ -> Report.NOT_CALLED;
    };
  }
}
