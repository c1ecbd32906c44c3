package io.berth.callback.delivery;

import io.berth.api.order.OrderEvent;
import io.berth.callback.endpoint.Endpoint;
import io.berth.callback.endpoint.Endpoints;
import io.berth.callback.endpoint.Permission;
import io.berth.callback.schedule.LeasedDelivery;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.dialect.callback.Callbacks.Message;
import io.berth.service.json.BerthJson;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Decides what is to be done with a delivery that is due. */
@Component
public class DeliveryPlanner {

  private static final Logger log = LoggerFactory.getLogger(DeliveryPlanner.class);

  /** An app may be known a moment later; one that is gone may come back. */
  private static final Duration UNKNOWN_APP_DELAY = Duration.ofSeconds(30);

  private static final Duration UNPLANNED_DELAY = Duration.ofMinutes(5);

  private final Apps apps;
  private final Dialects dialects;
  private final Endpoints endpoints;

  public DeliveryPlanner(Apps apps, Dialects dialects, Endpoints endpoints) {
    this.apps = apps;
    this.dialects = dialects;
    this.endpoints = endpoints;
  }

  /**
   * How long after an event its first callback follows; a repetition that somebody asked for
   * follows at once.
   */
  public Duration firstDelay(OrderEvent event) {
    App app = apps.find(event.order().appId());
    Dialect dialect = app == null ? null : dialects.byId(app.dialect());
    if (dialect == null || event.kind() == OrderEvent.Kind.REDO) {
      return Duration.ZERO;
    }
    Duration delay = dialect.callbacks().delayAfter(0);
    return delay == null ? Duration.ZERO : delay;
  }

  /** Never throws: one delivery must not keep others from being made. */
  DeliveryStep plan(LeasedDelivery claimed) {
    OrderEvent event;
    try {
      event = BerthJson.mapper().readValue(claimed.event(), OrderEvent.class);
    } catch (RuntimeException e) {
      return unplanned(claimed, e);
    }
    return plan(claimed, event);
  }

  /** Never throws. */
  public DeliveryStep plan(LeasedDelivery claimed, OrderEvent event) {
    try {
      return planned(claimed, event);
    } catch (RuntimeException e) {
      return unplanned(claimed, e);
    }
  }

  private static DeliveryStep unplanned(LeasedDelivery claimed, RuntimeException why) {
    log.error("delivery {} cannot be planned", claimed.id(), why);
    return new DeliveryStep.Later(claimed, UNPLANNED_DELAY);
  }

  private DeliveryStep planned(LeasedDelivery claimed, OrderEvent event) {
    App app = apps.find(claimed.appId());
    Dialect dialect = app == null ? null : dialects.byId(app.dialect());
    if (app == null || dialect == null) {
      log.warn("delivery {} waits for app {}, which is not known", claimed.id(), claimed.appId());
      return new DeliveryStep.Later(claimed, UNKNOWN_APP_DELAY);
    }
    return plan(claimed, event, app, dialect);
  }

  private DeliveryStep plan(LeasedDelivery claimed, OrderEvent event, App app, Dialect dialect) {
    Message message;
    try {
      message = dialect.callbacks().message(event, app, Instant.now());
    } catch (RuntimeException e) {
      log.error("{} cannot tell of order {}", dialect.id(), event.order().id(), e);
      return new DeliveryStep.Unsendable(claimed, event, dialect, "the request cannot be made");
    }
    return message == null
        ? new DeliveryStep.NotApplicable(claimed)
        : ask(new DeliveryStep.Send(claimed, event, dialect, endpoint(app, message), message));
  }

  private DeliveryStep ask(DeliveryStep.Send send) {
    boolean insisting =
        send.event().kind() == OrderEvent.Kind.REDO && send.claimed().attempts() == 0;
    return switch (endpoints.ask(send.endpoint(), insisting)) {
      case Permission.Granted granted -> send;
      case Permission.Postponed(Duration delay) -> new DeliveryStep.Later(send.claimed(), delay);
    };
  }

  private static Endpoint endpoint(App app, Message message) {
    return Endpoint.of(app.appId(), message.url());
  }
}
