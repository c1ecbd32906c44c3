package io.berth.callback;

import io.berth.api.AccountKind;
import io.berth.api.app.AppAccounts;
import io.berth.api.app.AppCompany;
import io.berth.api.app.AppLinks;
import io.berth.api.app.AppPolicy;
import io.berth.api.app.AppProfile;
import io.berth.api.app.AppRecord;
import io.berth.api.app.AppRecord.SealedSecret;
import io.berth.api.order.Direction;
import io.berth.api.order.Order;
import io.berth.api.order.OrderEvent;
import io.berth.api.order.OrderStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Apps and what happens to their orders. */
public final class TestOrders {

  /** Of this month, like those of pay-service. */
  private static final AtomicLong IDS = new AtomicLong(idAt(Instant.now()));

  private TestOrders() {}

  public static AppRecord app(String appId, String dialect, String callbackUrl) {
    return app(appId, dialect, callbackUrl, Map.of());
  }

  public static AppRecord app(
      String appId, String dialect, String callbackUrl, Map<String, SealedSecret> secrets) {
    return new AppRecord(
        appId,
        dialect,
        new AppProfile(
            System.nanoTime(),
            true,
            Map.of("en", appId),
            new AppCompany("company", true, Map.of("en", "Company"))),
        new AppAccounts(1_000_000, null),
        new AppLinks(List.of(), null, callbackUrl),
        new AppPolicy(Set.of(), Set.of(), Set.of("usdt"), BigDecimal.ZERO, Map.of(), false, false),
        new AppRecord.Credentials(List.of(), Map.of(), secrets));
  }

  public static OrderEvent paid(String appId, String tradeNo) {
    return event(appId, tradeNo, OrderEvent.Kind.SETTLED, OrderStatus.PAID);
  }

  /** A paid bill of a game, which knows its player by an id of its own. */
  public static OrderEvent bill(String appId, String billNo) {
    OrderEvent paid = paid(appId, billNo);
    Order order = paid.order();
    return new OrderEvent(
        paid.eventId(),
        paid.version(),
        paid.kind(),
        new Order(
            order.id(),
            appId,
            billNo,
            "player-" + order.id(),
            order.uid(),
            8,
            "cny",
            order.amount(),
            order.cut(),
            order.direction(),
            order.account(),
            order.status(),
            order.createdAt(),
            order.settledAt(),
            null,
            Map.of("ext", "sword")),
        paid.at(),
        paid.requestId());
  }

  public static OrderEvent failed(String appId, String tradeNo) {
    return event(appId, tradeNo, OrderEvent.Kind.SETTLED, OrderStatus.FAILED);
  }

  public static OrderEvent redo(String appId, String tradeNo) {
    return event(appId, tradeNo, OrderEvent.Kind.REDO, OrderStatus.PAID);
  }

  /** A paid order of another time. */
  public static OrderEvent paid(String appId, String tradeNo, Instant openedAt) {
    long id = idAt(openedAt) + IDS.incrementAndGet() % 4096;
    return event(appId, tradeNo, OrderEvent.Kind.SETTLED, OrderStatus.PAID, id);
  }

  private static long idAt(Instant moment) {
    return (moment.toEpochMilli() - 1_735_689_600_000L) * 4096;
  }

  private static OrderEvent event(
      String appId, String tradeNo, OrderEvent.Kind kind, OrderStatus status) {
    return event(appId, tradeNo, kind, status, IDS.incrementAndGet());
  }

  private static OrderEvent event(
      String appId, String tradeNo, OrderEvent.Kind kind, OrderStatus status, long id) {
    Instant now = Instant.now();
    Order order =
        new Order(
            id,
            appId,
            tradeNo,
            null,
            1_000_001L,
            1,
            "usdt",
            BigDecimal.ONE,
            BigDecimal.ZERO,
            Direction.USER_TO_APP,
            AccountKind.COIN,
            status,
            now,
            now,
            null,
            Map.of());
    return new OrderEvent(id + "-1", 1, kind, order, now, "request-" + id);
  }
}
