package io.berth.did.app;

import io.berth.api.AppRecord;
import io.berth.api.ManagementCommand.PutApp;
import io.berth.api.PendingChange.Difference;
import io.berth.dialect.Dialects;
import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Tells an app's terms from the rest: scopes, coins, commission, limits and profit account decide
 * how much money it moves and who earns by it. Coins are among them since a coin without an entry
 * has no daily limit.
 */
@Component
public final class AppTerms {
  private final AppMerge merge;
  private final AppProperties properties;
  private final Dialects dialects;
  private final Accounts accounts;

  AppTerms(AppMerge merge, AppProperties properties, Dialects dialects, Accounts accounts) {
    this.merge = merge;
    this.properties = properties;
    this.dialects = dialects;
    this.accounts = accounts;
  }

  static boolean hasTerms(PutApp put) {
    return put.scopes() != null
        || put.coins() != null
        || put.cutRate() != null
        || put.dailyPayoutLimit() != null
        || put.returnsUncapped() != null
        || put.profitLogin() != null;
  }

  static PutApp withoutTerms(PutApp put) {
    return with(put, null, null, null, null, null, null);
  }

  private static PutApp with(
      PutApp put,
      @Nullable String profitLogin,
      @Nullable List<Integer> scopes,
      @Nullable List<String> coins,
      @Nullable String cutRate,
      @Nullable Map<String, String> dailyPayoutLimit,
      @Nullable Boolean returnsUncapped) {
    return new PutApp(
        put.companyId(),
        put.appId(),
        put.dialect(),
        put.name(),
        put.adminLogin(),
        profitLogin,
        put.redirectUrls(),
        put.entry(),
        put.callbackUrl(),
        scopes,
        coins,
        cutRate,
        dailyPayoutLimit,
        returnsUncapped,
        put.requireContentSha1(),
        put.enabled(),
        put.keys(),
        put.settings(),
        put.requiredScopes(),
        put.accountUid(),
        put.payoutPassword());
  }

  /** Nothing but the terms that the app does not have yet. */
  public Mono<PutApp> changed(AppRecord present, PutApp put) {
    return compared(present, put)
        .map(
            pair ->
                with(
                    new PutApp(
                        put.companyId(),
                        put.appId(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null),
                    pair.otherProfit() ? put.profitLogin() : null,
                    pair.to().scopes().equals(present.scopes()) ? null : put.scopes(),
                    pair.to().coins().equals(present.coins()) ? null : put.coins(),
                    pair.to().cutRate().equals(present.cutRate()) ? null : put.cutRate(),
                    pair.to().dailyPayoutLimit().equals(present.dailyPayoutLimit())
                        ? null
                        : put.dailyPayoutLimit(),
                    pair.to().returnsUncapped() == present.returnsUncapped()
                        ? null
                        : put.returnsUncapped()));
  }

  /** What would change, for people; empty where nothing would. */
  public Mono<List<Difference>> differences(AppRecord present, PutApp put) {
    return compared(present, put)
        .map(
            pair -> {
              AppRecord to = pair.to();
              List<Difference> all = new ArrayList<>();
              add(all, "scopes", joined(present.scopes()), joined(to.scopes()));
              add(all, "coins", joined(present.coins()), joined(to.coins()));
              add(all, "cut_rate", plain(present.cutRate()), plain(to.cutRate()));
              add(
                  all,
                  "daily_payout_limit",
                  limits(present.dailyPayoutLimit()),
                  limits(to.dailyPayoutLimit()));
              add(
                  all,
                  "returns_uncapped",
                  Boolean.toString(present.returnsUncapped()),
                  Boolean.toString(to.returnsUncapped()));
              if (pair.otherProfit()) {
                add(
                    all,
                    "profit_account",
                    pair.profit(),
                    Objects.requireNonNull(put.profitLogin()));
              }
              return all;
            });
  }

  /**
   * @param profit login of the present profit account; empty where there is none
   */
  private record Compared(AppRecord to, String profit, boolean otherProfit) {}

  private Mono<Compared> compared(AppRecord present, PutApp put) {
    AppRecord to =
        merge.merge(
            present,
            with(
                new PutApp(
                    put.companyId(),
                    put.appId(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null),
                null,
                put.scopes(),
                put.coins(),
                put.cutRate(),
                put.dailyPayoutLimit(),
                put.returnsUncapped()),
            Objects.requireNonNull(dialects.byId(present.dialect())),
            null);
    Long profitUid = present.profitUid();
    Mono<String> profit =
        profitUid == null
            ? Mono.just("")
            : accounts.find(profitUid).map(Account::login).defaultIfEmpty("");
    return profit.map(
        login ->
            new Compared(
                to,
                login,
                put.profitLogin() != null && !login.equals(Accounts.normal(put.profitLogin()))));
  }

  private static void add(List<Difference> all, String field, String before, String after) {
    if (!before.equals(after)) {
      all.add(new Difference(field, before, after));
    }
  }

  private static String joined(java.util.Collection<?> items) {
    return items.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static String plain(BigDecimal number) {
    return number.toPlainString();
  }

  private static String limits(Map<String, BigDecimal> limits) {
    return new TreeMap<>(limits)
        .entrySet().stream()
            .map(limit -> limit.getKey() + " " + limit.getValue().toPlainString())
            .collect(Collectors.joining(", "));
  }

  /** Whether one operator may let an app in with these terms. */
  public boolean isUsual(AppRecord app) {
    return properties.isUsual(app);
  }

  /** The app as it would be with these terms. */
  public Mono<AppRecord> with(AppRecord present, PutApp put) {
    return compared(present, put).map(Compared::to);
  }

  /** As much of a new app's terms as the platform's defaults allow. */
  PutApp usual(PutApp put) {
    return with(
        put,
        put.profitLogin(),
        put.scopes() == null
            ? null
            : put.scopes().stream().filter(properties::isUsualScope).toList(),
        put.coins(),
        properties.atLeastUsual(put.cutRate()),
        properties.atMostUsual(put.coins(), put.dailyPayoutLimit()),
        false);
  }

  static AppRecord blank(PutApp put) {
    return AppMerge.blank(put, Objects.requireNonNull(put.dialect()), 0);
  }
}
