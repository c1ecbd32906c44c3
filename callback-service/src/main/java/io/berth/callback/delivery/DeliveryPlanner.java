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
import io.berth.service.trace.Tracing;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Plans the next step of a due delivery. */
@Component
public class DeliveryPlanner {

  private static final Logger log = LoggerFactory.getLogger(DeliveryPlanner.class);

  /** An app may be known a moment later; one that is gone may come back. */
  private static final Duration UNKNOWN_APP_DELAY = Duration.ofSeconds(30);

  private static final Duration UNPLANNED_DELAY = Duration.ofMinutes(5);

  private final Apps apps;
  private final Dialects dialects;
  private final Endpoints endpoints;
  private final Tracing tracing;

  public DeliveryPlanner(Apps apps, Dialects dialects, Endpoints endpoints, Tracing tracing) {
    this.tracing = tracing;
    this.apps = apps;
    this.dialects = dialects;
    this.endpoints = endpoints;
  }

  /** Delay between an event and its first callback; a resent callback has none. */
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
  DeliveryStep plan(LeasedDelivery leased) {
    OrderEvent event;
    try {
      event = BerthJson.mapper().readValue(leased.event(), OrderEvent.class);
    } catch (RuntimeException e) {
      return unplanned(leased, e);
    }
    return plan(leased, event);
  }

  /** Never throws. */
  public DeliveryStep plan(LeasedDelivery leased, OrderEvent event) {
    try {
      return planned(leased, event);
    } catch (RuntimeException e) {
      return unplanned(leased, e);
    }
  }

  private static DeliveryStep unplanned(LeasedDelivery leased, RuntimeException why) {
    log.error("delivery {} cannot be planned", leased.id(), why);
    return new DeliveryStep.Later(leased, UNPLANNED_DELAY);
  }

  private DeliveryStep planned(LeasedDelivery leased, OrderEvent event) {
    App app = apps.find(leased.appId());
    Dialect dialect = app == null ? null : dialects.byId(app.dialect());
    if (app == null || dialect == null) {
      log.warn("delivery {} waits for app {}, which is not known", leased.id(), leased.appId());
      return new DeliveryStep.Later(leased, UNKNOWN_APP_DELAY);
    }
    return plan(leased, event, app, dialect);
  }

  private DeliveryStep plan(LeasedDelivery leased, OrderEvent event, App app, Dialect dialect) {
    Message message;
    try {
      message = dialect.callbacks().message(event, app, Instant.now());
    } catch (RuntimeException e) {
      log.error("{} cannot tell of order {}", dialect.id(), event.order().id(), e);
      return new DeliveryStep.Unsendable(leased, event, dialect, "the request cannot be made");
    }
    return message == null
        ? new DeliveryStep.NotApplicable(leased)
        : ask(
            new DeliveryStep.Send(
                leased, event, dialect, endpoint(app, message), traced(message, event)));
  }

  private Message traced(Message message, OrderEvent event) {
    String traceparent = tracing.forMerchant(event.requestId());
    return traceparent == null ? message : message.withHeader(Tracing.TRACEPARENT, traceparent);
  }

  private DeliveryStep ask(DeliveryStep.Send send) {
    boolean insisting =
        send.event().kind() == OrderEvent.Kind.REDO && send.leased().attempts() == 0;
    return switch (endpoints.ask(send.endpoint(), insisting)) {
      case Permission.Granted granted -> send;
      case Permission.Postponed(Duration delay) -> new DeliveryStep.Later(send.leased(), delay);
    };
  }

  private static Endpoint endpoint(App app, Message message) {
    return Endpoint.of(app.appId(), message.url());
  }
}
