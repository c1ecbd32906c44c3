package io.berth.gateway.http;

import io.netty.handler.codec.http.FullHttpResponse;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** A request with what answers it. */
public interface RoutedRequest {

  /** The response that is given before the body is read; null where the body is to be read. */
  @Nullable FullHttpResponse respondBeforeBody();

  /** The last response on a connection whose request is not HTTP as it should be. */
  FullHttpResponse malformed();

  /** The last response on a connection whose request has a longer body than allowed. */
  FullHttpResponse tooLarge();

  /** The last response on a connection whose request does not come to its end in time. */
  FullHttpResponse tooSlow();

  /**
   * Carries the request out. A client that is gone disposes of what is returned.
   *
   * @param receiver takes what writes the response, once, on any thread, maybe before this returns
   */
  Disposable process(byte[] body, Consumer<Supplier<FullHttpResponse>> receiver);

  /** The client is gone before it had a response. */
  default void abandoned() {}
}
