package io.berth.pay.order;

import static io.berth.service.sql.Rows.value;

import io.berth.api.AccountKind;
import io.berth.api.order.Direction;
import io.berth.api.order.Order;
import io.berth.api.order.OrderStatus;
import io.berth.pay.access.Amounts;
import io.berth.pay.order.StoredOrder.Prepayment;
import io.berth.service.json.BerthJson;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;

/** Reads rows of {@code orders} joined with {@code coins}. */
@Component
public class OrderRows {

  /** Columns that a query has to select, from {@code orders o} and {@code coins c}. */
  public static final String COLUMNS =
      """
      o.id, o.app_id, o.trade_no, o.open_id, o.uid, o.coin_id, c.code as coin, o.amount, o.cut,
      o.direction, o.account, o.status, o.created_at, o.settled_at, o.return_of, o.attributes,
      o.expires_at, o.specified_uid, o.device, o.state, o.redirect_url
      """;

  private static final TypeReference<Map<String, String>> ATTRIBUTES = new TypeReference<>() {};

  public StoredOrder stored(Readable row) {
    return new StoredOrder(order(row), prepayment(row));
  }

  public Order order(Readable row) {
    return new Order(
        value(row, "id", Long.class),
        value(row, "app_id", String.class),
        value(row, "trade_no", String.class),
        row.get("open_id", String.class),
        row.get("uid", Long.class),
        value(row, "coin_id", Integer.class),
        value(row, "coin", String.class),
        Amounts.canonical(value(row, "amount", BigDecimal.class)),
        Amounts.canonical(value(row, "cut", BigDecimal.class)),
        Direction.valueOf(value(row, "direction", String.class)),
        AccountKind.valueOf(value(row, "account", String.class)),
        OrderStatus.valueOf(value(row, "status", String.class)),
        value(row, "created_at", Instant.class),
        row.get("settled_at", Instant.class),
        row.get("return_of", String.class),
        BerthJson.mapper().readValue(value(row, "attributes", Json.class).asString(), ATTRIBUTES));
  }

  private static @Nullable Prepayment prepayment(Readable row) {
    Instant expiresAt = row.get("expires_at", Instant.class);
    if (expiresAt == null) {
      return null;
    }
    return new Prepayment(
        expiresAt,
        row.get("specified_uid", Long.class),
        value(row, "device", String.class),
        value(row, "state", String.class),
        value(row, "redirect_url", String.class));
  }
}
