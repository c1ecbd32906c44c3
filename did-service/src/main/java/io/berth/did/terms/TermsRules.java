package io.berth.did.terms;

import io.berth.api.Outcome.Invalid;
import io.berth.api.change.PendingChange.Difference;
import io.berth.api.terms.Terms;
import io.berth.api.terms.TermsCommand.ProposeTerms;
import io.berth.service.audit.Reasons;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks proposed terms, and says what they change. */
final class TermsRules {
  private static final Pattern COIN = Pattern.compile("[a-z][a-z0-9._]{0,31}");
  private static final int MOST_COINS = 20;
  private static final int MOST_DECIMALS = 18;

  private TermsRules() {}

  /** The problem of a proposal, or null. */
  static @Nullable Invalid problem(ProposeTerms propose) {
    Terms terms = propose.terms();
    if (!isAmount(terms.cutRate()) || terms.cutRate().compareTo(BigDecimal.ONE) > 0) {
      return Invalid.of("cutRate", "malformed");
    } else if (!areAmounts(terms.dailyPayoutLimit())) {
      return Invalid.of("dailyPayoutLimit", "malformed");
    } else if (!areAmounts(terms.deposit())
        || terms.deposit().values().stream().anyMatch(amount -> amount.signum() == 0)) {
      return Invalid.of("deposit", "malformed");
    }
    return Reasons.isGiven(propose.note()) ? null : Invalid.of("note", "missing");
  }

  private static boolean areAmounts(Map<String, BigDecimal> amounts) {
    return amounts.size() <= MOST_COINS
        && amounts.keySet().stream().allMatch(coin -> COIN.matcher(coin).matches())
        && amounts.values().stream().allMatch(TermsRules::isAmount);
  }

  private static boolean isAmount(BigDecimal amount) {
    return amount.signum() >= 0
        && amount.scale() <= MOST_DECIMALS
        && amount.precision() - amount.scale() <= 20;
  }

  /** Differences as people read them; empty where nothing changes. */
  static List<Difference> differences(Terms present, Terms next) {
    List<Difference> all = new ArrayList<>();
    add(all, "cut_rate", present.cutRate().toPlainString(), next.cutRate().toPlainString());
    add(
        all,
        "daily_payout_limit",
        joined(present.dailyPayoutLimit()),
        joined(next.dailyPayoutLimit()));
    add(all, "deposit", joined(present.deposit()), joined(next.deposit()));
    return all;
  }

  private static void add(List<Difference> all, String field, String before, String after) {
    if (!before.equals(after)) {
      all.add(new Difference(field, before, after));
    }
  }

  /** Terms for the audit log. */
  static Map<String, String> details(int version, Terms terms) {
    Map<String, String> details = new TreeMap<>();
    details.put("version", Integer.toString(version));
    details.put("cut_rate", terms.cutRate().toPlainString());
    details.put("daily_payout_limit", joined(terms.dailyPayoutLimit()));
    details.put("deposit", joined(terms.deposit()));
    details.values().removeIf(String::isEmpty);
    return details;
  }

  static Map<String, String> plain(Map<String, BigDecimal> amounts) {
    return amounts.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().toPlainString()));
  }

  private static String joined(Map<String, BigDecimal> amounts) {
    return new TreeMap<>(plain(amounts))
        .entrySet().stream()
            .map(each -> each.getKey() + " " + each.getValue())
            .collect(Collectors.joining(", "));
  }
}
