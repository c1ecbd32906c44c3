package io.berth.pay.reconciliation;

import io.berth.api.reconciliation.ReconciliationOutcome.Problem.Kind;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.api.App;
import io.berth.dialect.callback.Callbacks.Message;
import io.berth.dialect.http.HttpUrl;
import io.berth.service.outbound.MerchantClient;
import io.berth.service.outbound.Reply;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Calls merchants' addresses by the rules of callbacks, signed like the app's responses. */
final class SignedMerchantCalls implements MerchantCalls {
  private static final int DONE = 200;

  private final MerchantClient client;
  private final Dialects dialects;
  private final InstantSource clock;

  SignedMerchantCalls(MerchantClient client, Dialects dialects, InstantSource clock) {
    this.client = client;
    this.dialects = dialects;
    this.clock = clock;
  }

  @Override
  public Mono<byte[]> post(App app, String url, byte[] body, String requestId) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    Dialect dialect = dialects.byId(app.dialect());
    if (dialect != null) {
      headers.putAll(dialect.api().signatureHeaders(app, body, clock.instant()));
    }
    HttpUrl target = HttpUrl.parse(url);
    if (target == null) {
      return Mono.error(new BooksFailed(Kind.NOT_CALLED, "not a web address"));
    }
    return client
        .send(new Message("POST", target, headers, body), requestId)
        .map(
            reply ->
                switch (reply) {
                  case Reply.Answered answered when answered.status() != DONE ->
                      throw new BooksFailed(Kind.STATUS, String.valueOf(answered.status()));
                  case Reply.Answered answered when !answered.complete() ->
                      throw new BooksFailed(Kind.ENDLESS_ANSWER);
                  case Reply.Answered answered -> answered.body();
                  case Reply.Unanswered unanswered ->
                      throw new BooksFailed(Kind.NO_ANSWER, unanswered.error());
                  case Reply.Unsent unsent ->
                      throw new BooksFailed(Kind.NOT_CALLED, unsent.error());
                });
  }
}
