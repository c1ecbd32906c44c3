package io.berth.pay.ledger;

import io.berth.api.AccountKind;
import io.berth.api.order.Direction;
import java.util.Map;

/**
 * An order that is posted as it is made, or not made at all.
 *
 * @param user the user's side
 */
public record OrderDraft(
    String appId,
    String tradeNo,
    OrderUser user,
    OrderAmount amount,
    Direction direction,
    AccountKind account,
    Map<String, String> attributes) {}
