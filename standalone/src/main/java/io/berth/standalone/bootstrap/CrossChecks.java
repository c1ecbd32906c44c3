package io.berth.standalone.bootstrap;

import io.berth.api.app.ManagementCommand.NewKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds problems between entries that are each valid alone. */
final class CrossChecks {

  private final BootstrapEntries entries;
  private final Problems problems;

  CrossChecks(BootstrapEntries entries, Problems problems) {
    this.entries = entries;
    this.problems = problems;
  }

  void run() {
    Map<Object, SourcePosition> seen = new HashMap<>();
    entries.coins.forEach(
        entry -> {
          unique(seen, "coins.id ", entry.coin().id(), entry.origin());
          unique(seen, "coins.code ", entry.coin().code(), entry.origin());
        });
    entries.channels.forEach(entry -> unique(seen, "channels.id ", entry.id(), entry.origin()));
    entries.companies.forEach(
        entry -> unique(seen, "companies.id ", entry.company().companyId(), entry.origin()));
    entries.users.forEach(
        entry -> {
          unique(seen, "users.login ", entry.user().login(), entry.origin());
          if (entry.user().uid() != null) {
            unique(seen, "users.uid ", entry.user().uid(), entry.origin());
          }
        });
    entries.apps.forEach(
        entry -> {
          unique(seen, "apps.app_id ", entry.app().appId(), entry.origin());
          if (entry.app().accountUid() != null) {
            unique(seen, "users.uid ", entry.app().accountUid(), entry.origin());
          }
          List<NewKey> keys = entry.app().keys();
          if (keys != null) {
            keys.forEach(key -> unique(seen, "keys.access_key ", key.accessKey(), entry.origin()));
          }
        });
    openIdsAreOneUsers();
    coinsAreDeclared();
  }

  private void unique(
      Map<Object, SourcePosition> seen, String field, Object value, SourcePosition origin) {
    if (value.equals("")) {
      return;
    }
    SourcePosition first = seen.putIfAbsent(field + value, origin);
    if (first != null) {
      problems.add(origin, field + value, "is already given at " + first);
    }
  }

  private void openIdsAreOneUsers() {
    Map<String, SourcePosition> seen = new HashMap<>();
    for (BootstrapEntries.UserEntry entry : entries.users) {
      Map<String, String> openIds = entry.user().openIds();
      if (openIds != null) {
        openIds.forEach(
            (app, openId) -> {
              SourcePosition first = seen.putIfAbsent(app + " " + openId, entry.origin());
              if (first != null) {
                problems.add(
                    entry.origin(),
                    "open_ids." + app,
                    "already belongs to another user at " + first);
              }
            });
      }
    }
  }

  /**
   * Requires files that declare coins to declare all that they use; files without use existing
   * ones.
   */
  private void coinsAreDeclared() {
    if (entries.coins.isEmpty()) {
      return;
    }
    Set<String> declared = new HashSet<>();
    entries.coins.forEach(entry -> declared.add(entry.coin().code()));
    for (BootstrapEntries.AppEntry entry : entries.apps) {
      declared(declared, entry.app().coins(), entry.origin(), "coins");
      Map<String, String> limits = entry.app().dailyPayoutLimit();
      declared(
          declared,
          limits == null ? null : List.copyOf(limits.keySet()),
          entry.origin(),
          "daily_payout_limit");
      balances(declared, entry.balances());
    }
    entries.users.forEach(entry -> balances(declared, entry.balances()));
  }

  private void balances(Set<String> declared, List<BootstrapEntries.Balance> balances) {
    balances.forEach(
        balance -> declared(declared, List.of(balance.coin()), balance.origin(), "balances"));
  }

  private void declared(
      Set<String> declared, @Nullable List<String> used, SourcePosition origin, String field) {
    for (String coin : used == null ? List.<String>of() : used) {
      if (!declared.contains(coin)) {
        problems.add(
            origin, field, "names the coin " + coin + ", which is not declared under coins");
      }
    }
  }
}
