package io.berth.pay.dispute;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param answerWithin Time that a company has to answer a dispute before the operator decides, 1h
 *     to 60d.
 * @param openFor Time after a payment in which its user can dispute it, 1d to 366d.
 * @param perDay Disputes that a user can open within 24 hours, 1 to 100.
 */
@ConfigurationProperties("berth.pay.disputes")
record DisputeProperties(
    @DefaultValue("7d") Duration answerWithin,
    @DefaultValue("60d") Duration openFor,
    @DefaultValue("3") int perDay) {
  DisputeProperties {
    Assert.isTrue(
        answerWithin.toHours() >= 1 && answerWithin.toDays() <= 60,
        "berth.pay.disputes.answer-within is not between 1h and 60d");
    Assert.isTrue(
        openFor.toDays() >= 1 && openFor.toDays() <= 366,
        "berth.pay.disputes.open-for is not between 1d and 366d");
    Assert.isTrue(
        perDay >= 1 && perDay <= 100, "berth.pay.disputes.per-day is not between 1 and 100");
  }
}
