package io.berth.gateway.route;

import io.berth.dialect.Dialects.RouteMatch;
import io.berth.gateway.http.RequestHead;
import io.berth.gateway.http.RoutedRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;

/** A request for an endpoint of a dialect. */
record MatchedRequest(
    RouteMatch match, RequestHead head, ApiRequestProcessor processor, ApiResponseWriter responses)
    implements RoutedRequest {

  private static final Logger log = LoggerFactory.getLogger(MatchedRequest.class);

  @Override
  public @Nullable FullHttpResponse respondBeforeBody() {
    ApiResponse refusal = processor.refuseBeforeBody(match, head);
    return refusal == null ? null : write(refusal);
  }

  @Override
  public FullHttpResponse malformed() {
    return responses.last(head, HttpResponseStatus.BAD_REQUEST);
  }

  @Override
  public FullHttpResponse tooLarge() {
    return write(processor.tooLarge(match, head));
  }

  @Override
  public FullHttpResponse tooSlow() {
    return write(processor.tooSlow(match, head));
  }

  @Override
  public Disposable process(byte[] body, Consumer<Supplier<FullHttpResponse>> receiver) {
    return processor.process(match, head, body, response -> receiver.accept(() -> write(response)));
  }

  @Override
  public void abandoned() {
    responses.abandoned(head, match);
  }

  private FullHttpResponse write(ApiResponse response) {
    try {
      return responses.write(head, match, response);
    } catch (RuntimeException mistake) {
      log.error("cannot write the response to request {}", head.requestId(), mistake);
      return responses.last(head, HttpResponseStatus.INTERNAL_SERVER_ERROR);
    }
  }
}
