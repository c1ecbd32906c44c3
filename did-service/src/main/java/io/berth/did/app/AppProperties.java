package io.berth.did.app;

import io.berth.api.app.AppRecord;
import io.berth.api.launch.LaunchState;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param secretGrace Time that a replaced secret is still good beside the new one, 0 to 7d.
 * @param approval Whether apps that people make are live at once, {@code automatic}, in test until
 *     an operator approves them, {@code manual}, or drafts until an operator approves an
 *     application, {@code application}.
 * @param trialScopes Scopes of a new app until it is approved: logging players in and looking, so
 *     that its first signed requests succeed.
 * @param scopes Scopes of a new app from its approval on, unless an operator has given it other
 *     terms.
 * @param coins Codes of the coins that a new app may use from its approval on.
 * @param leastCutRate Least commission that one operator may let an app in with, 0 to 1; less takes
 *     two operators.
 * @param mostDailyPayout Highest daily limit of payouts that one operator may let an app in with,
 *     by coin code; more, or no limit, takes two operators.
 */
@ConfigurationProperties("berth.did.apps")
record AppProperties(
    @DefaultValue("1h") Duration secretGrace,
    @DefaultValue("manual") Approval approval,
    @DefaultValue({"1", "7", "9"}) List<Integer> trialScopes,
    @DefaultValue({"1", "5", "6", "7", "9", "10", "11", "12", "13"}) List<Integer> scopes,
    @DefaultValue List<String> coins,
    @DefaultValue("0") BigDecimal leastCutRate,
    @DefaultValue Map<String, BigDecimal> mostDailyPayout) {

  enum Approval {
    AUTOMATIC,
    MANUAL,
    APPLICATION
  }

  public AppProperties {
    Assert.isTrue(
        !secretGrace.isNegative() && secretGrace.toDays() <= 7,
        "berth.did.apps.secret-grace is not between 0 and 7d");
    Assert.isTrue(
        leastCutRate.signum() >= 0 && leastCutRate.compareTo(BigDecimal.ONE) <= 0,
        "berth.did.apps.least-cut-rate is not between 0 and 1");
    mostDailyPayout = Map.copyOf(mostDailyPayout);
  }

  boolean isUsualScope(int scope) {
    return scopes.contains(scope) || trialScopes.contains(scope);
  }

  boolean isUsual(AppRecord app) {
    return app.policy().scopes().stream().allMatch(this::isUsualScope)
        && app.policy().cutRate().compareTo(leastCutRate) >= 0
        && !app.policy().returnsUncapped()
        && app.policy().coins().stream()
            .allMatch(coin -> isUsual(coin, app.policy().dailyPayoutLimit().get(coin)));
  }

  private boolean isUsual(String coin, @Nullable BigDecimal limit) {
    BigDecimal most = mostDailyPayout.get(coin);
    return most == null || (limit != null && limit.compareTo(most) <= 0);
  }

  /** The commission of an app, at least the usual one. */
  @Nullable String atLeastUsual(@Nullable String cutRate) {
    boolean less =
        cutRate == null
            ? leastCutRate.signum() > 0
            : new BigDecimal(cutRate).compareTo(leastCutRate) < 0;
    return less ? leastCutRate.toPlainString() : cutRate;
  }

  @Nullable Map<String, String> atMostUsual(
      @Nullable List<String> coins, @Nullable Map<String, String> limits) {
    if (coins == null) {
      return limits;
    }
    Map<String, String> usual = new TreeMap<>(limits == null ? Map.of() : limits);
    for (String coin : coins) {
      BigDecimal most = mostDailyPayout.get(coin);
      String given = usual.get(coin);
      if (most != null && (given == null || new BigDecimal(given).compareTo(most) > 0)) {
        usual.put(coin, most.toPlainString());
      }
    }
    return usual.isEmpty() ? limits : usual;
  }

  LaunchState firstState() {
    return switch (approval) {
      case AUTOMATIC -> LaunchState.LIVE;
      case MANUAL -> LaunchState.IN_TEST;
      case APPLICATION -> LaunchState.DRAFT;
    };
  }

  public boolean approvesAtOnce() {
    return approval == Approval.AUTOMATIC;
  }

  public List<Integer> firstScopes() {
    return approvesAtOnce() ? scopes : trialScopes;
  }

  public List<String> firstCoins() {
    return approvesAtOnce() ? coins : List.of();
  }
}
