package io.berth.pay.ledger;

import io.berth.api.AccountKind;
import io.berth.api.order.Direction;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An order that comes into being when it is settled, or not at all.
 *
 * @param uid the user's side
 */
public record OrderDraft(
    String appId,
    String tradeNo,
    long uid,
    @Nullable String openId,
    int coinId,
    BigDecimal amount,
    BigDecimal cut,
    Direction direction,
    AccountKind account,
    Map<String, String> attributes) {}
