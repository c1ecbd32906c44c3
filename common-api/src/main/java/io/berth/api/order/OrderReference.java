package io.berth.api.order;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.berth.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Names one order of the calling app; a trade number means its latest attempt. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "by")
public sealed interface OrderReference {

  /** Null where the order is named by its id alone. */
  default @Nullable String tradeNo() {
    return null;
  }

  record TradeNo(String tradeNo) implements OrderReference {}

  record OrderId(long orderId) implements OrderReference {}

  /** Named in both ways; refused with {@link ErrorCode#BAD_PARAMETER} where the two disagree. */
  record TradeNoAndOrderId(String tradeNo, long orderId) implements OrderReference {}
}
