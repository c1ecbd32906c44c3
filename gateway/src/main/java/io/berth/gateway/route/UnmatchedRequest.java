package io.berth.gateway.route;

import io.berth.gateway.http.RequestHead;
import io.berth.gateway.http.RoutedRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.function.Consumer;
import java.util.function.Supplier;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** A request below a dialect's paths that matches no endpoint; it is answered by its head alone. */
record UnmatchedRequest(RequestHead head, ApiRoutes routes, ApiResponseWriter responses)
    implements RoutedRequest {

  @Override
  public FullHttpResponse respondBeforeBody() {
    return routes.respondUnmatched(head);
  }

  @Override
  public FullHttpResponse malformed() {
    return responses.last(head, HttpResponseStatus.BAD_REQUEST);
  }

  @Override
  public FullHttpResponse tooLarge() {
    return respondBeforeBody();
  }

  @Override
  public FullHttpResponse tooSlow() {
    return respondBeforeBody();
  }

  @Override
  public Disposable process(byte[] body, Consumer<Supplier<FullHttpResponse>> receiver) {
    receiver.accept(this::respondBeforeBody);
    return Disposables.disposed();
  }
}
