package io.berth.did.app;

import io.berth.api.app.AppRecord;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.api.change.PendingChange.Difference;
import io.berth.dialect.Dialects;
import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Finds changes of an app's terms: scopes, coins, commission, limits and profit account decide how
 * much money it moves and who earns by it. Coins are among them since a coin without an entry has
 * no daily limit.
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

  public static boolean hasTerms(PutApp put) {
    return put.scopes() != null
        || put.coins() != null
        || put.cutRate() != null
        || put.dailyPayoutLimit() != null
        || put.returnsUncapped() != null
        || put.profitLogin() != null;
  }

  public static PutApp withoutTerms(PutApp put) {
    return put.toBuilder()
        .scopes(null)
        .coins(null)
        .cutRate(null)
        .dailyPayoutLimit(null)
        .returnsUncapped(null)
        .profitLogin(null)
        .build();
  }

  /** Nothing but the terms that the app does not have yet. */
  public Mono<PutApp> changed(AppRecord present, PutApp put) {
    return compared(present, put)
        .map(
            pair ->
                PutApp.of(put.companyId(), put.appId())
                    .scopes(
                        pair.to().policy().scopes().equals(present.policy().scopes())
                            ? null
                            : put.scopes())
                    .coins(
                        pair.to().policy().coins().equals(present.policy().coins())
                            ? null
                            : put.coins())
                    .cutRate(
                        pair.to().policy().cutRate().equals(present.policy().cutRate())
                            ? null
                            : put.cutRate())
                    .dailyPayoutLimit(
                        pair.to()
                                .policy()
                                .dailyPayoutLimit()
                                .equals(present.policy().dailyPayoutLimit())
                            ? null
                            : put.dailyPayoutLimit())
                    .returnsUncapped(
                        pair.to().policy().returnsUncapped() == present.policy().returnsUncapped()
                            ? null
                            : put.returnsUncapped())
                    .profitLogin(pair.otherProfit() ? put.profitLogin() : null)
                    .build());
  }

  /** Differences as people read them; empty where nothing changes. */
  public Mono<List<Difference>> differences(AppRecord present, PutApp put) {
    return compared(present, put)
        .map(
            pair -> {
              AppRecord to = pair.to();
              List<Difference> all = new ArrayList<>();
              add(all, "scopes", joined(present.policy().scopes()), joined(to.policy().scopes()));
              add(all, "coins", joined(present.policy().coins()), joined(to.policy().coins()));
              add(all, "cut_rate", plain(present.policy().cutRate()), plain(to.policy().cutRate()));
              add(
                  all,
                  "daily_payout_limit",
                  limits(present.policy().dailyPayoutLimit()),
                  limits(to.policy().dailyPayoutLimit()));
              add(
                  all,
                  "returns_uncapped",
                  Boolean.toString(present.policy().returnsUncapped()),
                  Boolean.toString(to.policy().returnsUncapped()));
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
            PutApp.of(put.companyId(), put.appId())
                .scopes(put.scopes())
                .coins(put.coins())
                .cutRate(put.cutRate())
                .dailyPayoutLimit(put.dailyPayoutLimit())
                .returnsUncapped(put.returnsUncapped())
                .build(),
            Objects.requireNonNull(dialects.byId(present.dialect())),
            null);
    Long profitUid = present.accounts().profitUid();
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

  private static String joined(Collection<?> items) {
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
  public PutApp usual(PutApp put) {
    List<Integer> scopes = put.scopes();
    return put.toBuilder()
        .scopes(scopes == null ? null : scopes.stream().filter(properties::isUsualScope).toList())
        .cutRate(properties.atLeastUsual(put.cutRate()))
        .dailyPayoutLimit(properties.atMostUsual(put.coins(), put.dailyPayoutLimit()))
        .returnsUncapped(false)
        .build();
  }

  static AppRecord blank(PutApp put) {
    return AppMerge.blank(put, Objects.requireNonNull(put.dialect()), 0);
  }
}
