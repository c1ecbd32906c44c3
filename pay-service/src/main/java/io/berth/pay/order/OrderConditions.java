package io.berth.pay.order;

import io.berth.api.TimeSpan;
import io.berth.api.order.OrderCommand.SearchOrders;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Conditions on orders {@code o} and their coins {@code c}, with the values that they bind. */
final class OrderConditions {
  private static final String ENDED =
      "case o.status when 'PAID' then o.settled_at when 'EXPIRED' then o.expires_at"
          + " else o.created_at end";

  private final StringBuilder text = new StringBuilder("true");
  private final Map<String, Object> values = new LinkedHashMap<>();

  void and(String condition) {
    text.append(" and ").append(condition);
  }

  void and(String condition, String name, @Nullable Object value) {
    if (value != null) {
      and(condition);
      values.put(name, value);
    }
  }

  String text() {
    return text.toString();
  }

  Map<String, Object> values() {
    return values;
  }

  /** The conditions for which no index is used. */
  static OrderConditions wanted(SearchOrders asked) {
    OrderConditions wanted = new OrderConditions();
    wanted.and("c.code = :coin", "coin", asked.coin());
    wanted.and("o.status = :status", "status", name(asked.status()));
    TimeSpan ended = asked.ended();
    if (ended != null) {
      wanted.and("o.status <> 'PENDING'");
      wanted.and(ENDED + " >= :endedFrom", "endedFrom", at(ended.from()));
      wanted.and(ENDED + " < :endedTo", "endedTo", at(ended.to()));
    }
    if (asked.kind() != null) {
      wanted.and(
          switch (asked.kind()) {
            case PAYMENT -> "o.direction = 'USER_TO_APP' and o.return_of is null";
            case PAYOUT -> "o.direction = 'APP_TO_USER' and o.return_of is null";
            case RETURN -> "o.return_of is not null";
          });
    }
    return wanted;
  }

  private static @Nullable String name(@Nullable Enum<?> constant) {
    return constant == null ? null : constant.name();
  }

  static @Nullable OffsetDateTime at(@Nullable Instant moment) {
    return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
  }
}
