package io.berth.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.AccountKind;
import io.berth.api.order.Direction;
import io.berth.api.order.Order;
import io.berth.api.order.OrderEvent;
import io.berth.api.order.OrderStatus;
import io.berth.dialect.api.App;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A refund that a person makes must not look like a payment to the merchant's server. */
class RefundCallbackTests {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "wancms, SETTLED, false",
    "wancms, REDO, false",
    "egret, SETTLED, false",
    "egret, REDO, false",
    "fomo, SETTLED, false",
    "fomo, REDO, false",
    "dragonex, SETTLED, true",
    "ones, SETTLED, true"
  })
  void onlyProtocolsThatTellDirectionsSendOne(String name, OrderEvent.Kind kind, boolean isSent) {
    Dialect dialect = Objects.requireNonNull(Dialects.installed().byId(name));
    App app = TestApps.with(TestApps.app(name), "https://merchant.example/callback", Map.of());
    OrderEvent event = event(kind, order("refund-1-abcdefgh", Direction.APP_TO_USER, "trade-1"));
    assertThat(dialect.callbacks().message(event, app, NOW) != null).isEqualTo(isSent);
  }

  @ParameterizedTest
  @EnumSource(OrderEvent.Kind.class)
  void paymentsAreSentAsEver(OrderEvent.Kind kind) {
    for (String name : new String[] {"wancms", "egret"}) {
      Dialect dialect = Objects.requireNonNull(Dialects.installed().byId(name));
      App app = TestApps.with(TestApps.app(name), "https://merchant.example/callback", Map.of());
      OrderEvent event = event(kind, order("trade-1", Direction.USER_TO_APP, null));
      assertThat(dialect.callbacks().message(event, app, NOW)).as(name).isNotNull();
    }
  }

  private static OrderEvent event(OrderEvent.Kind kind, Order order) {
    return new OrderEvent("1-1", 1, kind, order, NOW, "request");
  }

  private static Order order(String tradeNo, Direction direction, @Nullable String returnOf) {
    return new Order(
        1,
        TestApps.ID,
        tradeNo,
        "59991c0e35855a48bb1157295dd63ce4",
        1_000_001L,
        1,
        "usdt",
        new BigDecimal("1"),
        BigDecimal.ZERO,
        direction,
        AccountKind.COIN,
        OrderStatus.PAID,
        NOW,
        NOW,
        returnOf,
        Map.of("reason", "broken sword", "refundedBy", "1000002"));
  }
}
