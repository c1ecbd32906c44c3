package io.berth.callback.drill;

import io.berth.api.delivery.CallRequest;
import io.berth.api.delivery.CallResult;
import io.berth.callback.endpoint.Endpoint;
import io.berth.callback.endpoint.Endpoints;
import io.berth.callback.endpoint.Permission;
import io.berth.callback.inquiry.RecordedCall;
import io.berth.dialect.api.App;
import io.berth.dialect.callback.Callbacks;
import io.berth.dialect.callback.Callbacks.Message;
import io.berth.service.outbound.CallProblems;
import io.berth.service.outbound.MerchantClient;
import io.berth.service.outbound.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Calls merchants as deliveries do: the same client, address rules and bounds. */
@Component
class SandboxCalls {

  private static final int LONGEST_BODY = 4096;
  private static final byte[] NOTHING = new byte[0];

  private final MerchantClient client;
  private final Endpoints endpoints;

  SandboxCalls(MerchantClient client, Endpoints endpoints) {
    this.client = client;
    this.endpoints = endpoints;
  }

  /** Empty where the endpoint has as many calls as it may have. */
  Mono<CallResult> send(App app, Callbacks callbacks, Message message, String requestId) {
    return send(app, callbacks, message, client.send(message, requestId));
  }

  /** The same with the body in two pieces. */
  Mono<CallResult> sendInPieces(
      App app, Callbacks callbacks, Message message, Duration pause, String requestId) {
    return send(app, callbacks, message, client.sendInPieces(message, pause, requestId));
  }

  private Mono<CallResult> send(App app, Callbacks callbacks, Message message, Mono<Reply> call) {
    Endpoint endpoint = Endpoint.of(app.appId(), message.url());
    return Mono.defer(
        () ->
            switch (endpoints.ask(endpoint, true)) {
              case Permission.Granted _ ->
                  call.doOnNext(reply -> endpoints.report(endpoint, report(reply)))
                      .doOnCancel(() -> endpoints.report(endpoint, Endpoints.Report.NOT_CALLED))
                      .map(reply -> result(callbacks, reply));
              case Permission.Postponed _ -> Mono.empty();
            });
  }

  private static Endpoints.Report report(Reply reply) {
    return switch (reply) {
      case Reply.Answered _ -> Endpoints.Report.ANSWERED;
      case Reply.Unanswered _ -> Endpoints.Report.UNANSWERED;
      case Reply.Unsent _ -> Endpoints.Report.NOT_CALLED;
    };
  }

  private static CallResult result(Callbacks callbacks, Reply reply) {
    long millis = reply.duration().toMillis();
    RecordedCall call =
        switch (reply) {
          case Reply.Answered answered -> {
            byte[] whole = answered.complete() ? answered.body() : NOTHING;
            yield new RecordedCall(
                answered.status(),
                millis,
                callbacks.delivered(answered.status(), whole),
                answered.complete() ? null : CallProblems.ENDLESS,
                answered.body());
          }
          case Reply.Unanswered(String error, _) -> new RecordedCall(0, millis, false, error, null);
          case Reply.Unsent(String error, _) -> new RecordedCall(0, millis, false, error, null);
        };
    return call.result(callbacks.acknowledgement());
  }

  /** As people are shown it. */
  static CallRequest shown(Message message) {
    byte[] body = message.body();
    return new CallRequest(
        message.method(),
        message.url().toString(),
        message.headers(),
        new String(
            Arrays.copyOf(body, Math.min(body.length, LONGEST_BODY)), StandardCharsets.UTF_8));
  }
}
