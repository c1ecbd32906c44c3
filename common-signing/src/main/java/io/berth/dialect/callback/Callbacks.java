package io.berth.dialect.callback;

import io.berth.api.delivery.Acknowledgement;
import io.berth.api.order.OrderEvent;
import io.berth.dialect.api.App;
import io.berth.dialect.http.HttpUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Notifies a merchant of an order in the dialect's form. */
public interface Callbacks {

  /**
   * The request to send now, or null where this dialect does not tell the merchant of this event or
   * the app has nowhere to be told.
   */
  @Nullable Message message(OrderEvent event, App app, Instant now);

  /** The app's own callback URL, or null where it has none. */
  static @Nullable HttpUrl url(App app) {
    String url = app.links().callbackUrl();
    return url == null ? null : HttpUrl.parse(url);
  }

  /** Which answer tells that the merchant has taken note. */
  Acknowledgement acknowledgement();

  /** Whether the merchant has taken note. */
  default boolean delivered(int httpStatus, byte[] body) {
    return AcknowledgementReader.isGiven(acknowledgement(), httpStatus, body);
  }

  /**
   * Attribute of an order that says where to call back, or null where every order is told at the
   * app's own callback URL.
   */
  default @Nullable String targetAttribute() {
    return null;
  }

  /**
   * How long after an attempt the next one follows, or null when the last one has been made.
   *
   * @param attemptsMade 0 before the first
   */
  @Nullable Duration delayAfter(int attemptsMade);

  /**
   * @param body empty for a GET
   */
  record Message(String method, HttpUrl url, Map<String, String> headers, byte[] body) {}
}
