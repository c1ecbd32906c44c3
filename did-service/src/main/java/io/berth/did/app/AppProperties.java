package io.berth.did.app;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param secretGrace how long a replaced secret is still used beside the new one; up to 7 days
 * @param approval whether an app that people make may move money at once
 * @param trialScopes what it may do until it is approved: log players in and look, so that its
 *     first signed requests succeed
 * @param scopes what it may do where it is approved at once
 * @param coins what it may use where it is approved at once
 */
@ConfigurationProperties("berth.did.apps")
record AppProperties(
    @DefaultValue("1h") Duration secretGrace,
    @DefaultValue("manual") Approval approval,
    @DefaultValue({"1", "7", "9"}) List<Integer> trialScopes,
    @DefaultValue({"1", "5", "6", "7", "9", "10", "11", "12", "13"}) List<Integer> scopes,
    @DefaultValue List<String> coins) {

  enum Approval {
    AUTOMATIC,
    MANUAL
  }

  AppProperties {
    Assert.isTrue(
        !secretGrace.isNegative() && secretGrace.toDays() <= 7,
        "berth.did.apps.secret-grace is not between 0 and 7d");
  }

  boolean approvesAtOnce() {
    return approval == Approval.AUTOMATIC;
  }

  List<Integer> firstScopes() {
    return approvesAtOnce() ? scopes : trialScopes;
  }

  List<String> firstCoins() {
    return approvesAtOnce() ? coins : List.of();
  }
}
