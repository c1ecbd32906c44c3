package io.berth.callback.drill;

import io.berth.api.AccountKind;
import io.berth.api.order.Direction;
import io.berth.api.order.Order;
import io.berth.api.order.OrderEvent;
import io.berth.api.order.OrderStatus;
import io.berth.dialect.api.App;
import io.berth.dialect.callback.Callbacks;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A paid order that exists in no ledger. Its number says so, it has no user, and its id is lower
 * than any real order's, so that no receiver confuses it with one.
 *
 * @param paidAt when it says that it was paid
 */
record SandboxOrder(long id, String tradeNo, BigDecimal amount, Instant paidAt) {

  private static final String NOBODY = "0".repeat(32);
  private static final long LOWEST_ID = 1_000_000;
  private static final String MARK = "berth-test";

  /**
   * @param purpose beginning of its trade number: {@code BERTH-TEST}
   */
  static SandboxOrder of(String purpose, BigDecimal amount, Instant paidAt) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    byte[] bytes = new byte[6];
    random.nextBytes(bytes);
    return new SandboxOrder(
        random.nextLong(LOWEST_ID, Integer.MAX_VALUE),
        purpose + "-" + HexFormat.of().formatHex(bytes),
        amount,
        paidAt);
  }

  SandboxOrder withAmount(BigDecimal other) {
    return new SandboxOrder(id, tradeNo, other, paidAt);
  }

  /**
   * @param url where it is to be told, if its dialect has orders say so
   */
  OrderEvent event(App app, Callbacks callbacks, @Nullable String url, String requestId) {
    Map<String, String> attributes = new HashMap<>(Map.of("ext", MARK, "scene", MARK));
    String target = callbacks.targetAttribute();
    if (target != null && url != null) {
      attributes.put(target, url);
    }
    Order order =
        new Order(
            id,
            app.appId(),
            tradeNo,
            NOBODY,
            0L,
            0,
            app.policy().coins().stream().sorted().findFirst().orElse("usdt"),
            amount,
            BigDecimal.ZERO,
            Direction.USER_TO_APP,
            AccountKind.COIN,
            OrderStatus.PAID,
            paidAt,
            paidAt,
            null,
            attributes);
    return new OrderEvent(tradeNo, 1, OrderEvent.Kind.SETTLED, order, Instant.now(), requestId);
  }
}
