package io.berth.api.order;

import io.berth.api.AccountKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An order outside of pay-service.
 *
 * @param id ascending with time, fits a signed 64-bit integer
 * @param tradeNo the merchant's number, unique per app over all time
 * @param openId null for a user who has none in this app
 * @param uid the user's side of the order; null for a prepayment without a payer yet
 * @param amount what the payer pays, in canonical plain notation
 * @param cut the platform's commission, contained in {@code amount}
 * @param settledAt time of payment or failure; null until then
 * @param returnOf trade number of the order that this one returns, else null
 * @param attributes of the dialect: {@code scene}, {@code desc}, {@code ext} …
 */
public record Order(
    long id,
    String appId,
    String tradeNo,
    @Nullable String openId,
    @Nullable Long uid,
    int coinId,
    String coin,
    BigDecimal amount,
    BigDecimal cut,
    Direction direction,
    AccountKind account,
    OrderStatus status,
    Instant createdAt,
    @Nullable Instant settledAt,
    @Nullable String returnOf,
    Map<String, String> attributes) {

  public OrderCommand.Kind kind() {
    if (returnOf != null) {
      return OrderCommand.Kind.RETURN;
    }
    return direction == Direction.USER_TO_APP
        ? OrderCommand.Kind.PAYMENT
        : OrderCommand.Kind.PAYOUT;
  }
}
