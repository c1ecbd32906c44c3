package io.berth.dialect.callback;

import io.berth.api.delivery.Acknowledgement;
import io.berth.api.order.OrderEvent;
import io.berth.dialect.api.App;
import io.berth.dialect.http.HttpUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Notifies a merchant of an order in the dialect's form. */
public interface Callbacks {

  /**
   * The request to send now, or null where the dialect has no callback for this event or the app
   * has no callback URL.
   */
  @Nullable Message message(OrderEvent event, App app, Instant now);

  /** The app's own callback URL, or null where it has none. */
  static @Nullable HttpUrl url(App app) {
    String url = app.links().callbackUrl();
    return url == null ? null : HttpUrl.parse(url);
  }

  /** The response by which a merchant acknowledges a callback. */
  Acknowledgement acknowledgement();

  /** Whether a response acknowledges the callback. */
  default boolean delivered(int httpStatus, byte[] body) {
    return AcknowledgementReader.isGiven(acknowledgement(), httpStatus, body);
  }

  /**
   * Attribute of an order that holds its callback URL, or null where every order uses the app's.
   */
  default @Nullable String targetAttribute() {
    return null;
  }

  /**
   * Delay until the next attempt, or null after the last one.
   *
   * @param attemptsMade 0 before the first
   */
  @Nullable Duration delayAfter(int attemptsMade);

  /**
   * @param body empty for a GET
   */
  record Message(String method, HttpUrl url, Map<String, String> headers, byte[] body) {

    /** The same with one more header. */
    public Message withHeader(String name, String value) {
      Map<String, String> more = new HashMap<>(headers);
      more.put(name, value);
      return new Message(method, url, more, body);
    }
  }
}
