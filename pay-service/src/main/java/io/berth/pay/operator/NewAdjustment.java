package io.berth.pay.operator;

import io.berth.api.operator.OperatorPayCommand.RequestAdjustment;
import io.berth.api.operator.OperatorPayOutcome.AdjustmentState;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An adjustment that is to be stored.
 *
 * @param valueUsdt null where the coin has no price
 * @param aloneSeconds after which it is posted without a second operator; null where one decides
 */
record NewAdjustment(
    RequestAdjustment request,
    @Nullable BigDecimal valueUsdt,
    AdjustmentState state,
    @Nullable Long aloneSeconds,
    long requester) {}
