package io.berth.did.application;

import io.berth.api.Outcome.Invalid;
import io.berth.api.application.Application;
import io.berth.api.application.ApplicationCommand.DecideApplication;
import io.berth.api.application.ApplicationOutcome.Decision;
import io.berth.api.application.ApplicationOutcome.Verdict;
import io.berth.did.app.AppRules;
import io.berth.service.audit.Reasons;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks what owners send and operators decide. */
final class ApplicationRules {
  private static final Pattern COIN = Pattern.compile("[a-z][a-z0-9._]{0,31}");
  private static final int MOST_LINKS = 10;
  private static final int MOST_COINS = 20;

  private ApplicationRules() {}

  /** The problem of a text that is kept, complete or not; null where there is none. */
  static @Nullable Invalid size(Application application) {
    if (application.summary().length() > 4000) {
      return Invalid.of("summary", "length", "20", "4000");
    } else if (application.contact().length() > 500) {
      return Invalid.of("contact", "length", "1", "500");
    } else if (application.volume().length() > 500) {
      return Invalid.of("volume", "length", "1", "500");
    } else if (application.links().size() > MOST_LINKS) {
      return Invalid.of("links", "too-many", "" + MOST_LINKS);
    } else if (application.coins().size() > MOST_COINS) {
      return Invalid.of("coins", "too-many", "" + MOST_COINS);
    } else if (isTooLong(application.links())
        || isTooLong(application.redirectUrls())
        || application.redirectUrls().size() > 50
        || application.callbackUrl().length() > 500) {
      return Invalid.of("links", "length", "1", "500");
    }
    return application.dailyPayoutLimit().size() > MOST_COINS
        ? Invalid.of("dailyPayoutLimit", "too-many", "" + MOST_COINS)
        : null;
  }

  private static boolean isTooLong(Collection<String> texts) {
    return texts.stream().anyMatch(text -> text.length() > 500);
  }

  /**
   * The problem of an application that is sent, or null; addresses are checked as those of apps.
   *
   * @param first whether the app applies for the first time
   */
  static @Nullable Invalid problem(Application application, boolean first) {
    Invalid size = size(application);
    if (size != null) {
      return size;
    } else if (application.summary().length() < 20) {
      return Invalid.of("summary", "length", "20", "4000");
    } else if (application.contact().isBlank()) {
      return Invalid.of("contact", "length", "1", "500");
    } else if (application.volume().isBlank()) {
      return Invalid.of("volume", "length", "1", "500");
    } else if (!application.links().stream().allMatch(AppRules::isUrl)) {
      return Invalid.of("links", "malformed");
    } else if (!application.scopes().keySet().stream().allMatch(scope -> scope >= 1 && scope <= 14)
        || (first && application.scopes().isEmpty())) {
      return Invalid.of("scopes", "missing");
    } else if (!areGiven(application.scopes().values())) {
      return Invalid.of("scopes", "reasons");
    } else if (!application.coins().keySet().stream().allMatch(ApplicationRules::isCoin)
        || !areGiven(application.coins().values())) {
      return Invalid.of("coins", "malformed");
    } else if (application.dailyPayoutLimit().entrySet().stream()
        .anyMatch(limit -> limit.getValue().signum() < 0 || !isCoin(limit.getKey()))) {
      return Invalid.of("dailyPayoutLimit", "malformed");
    }
    boolean asks =
        !application.scopes().isEmpty()
            || !application.coins().isEmpty()
            || !application.dailyPayoutLimit().isEmpty();
    return asks ? null : Invalid.of("scopes", "nothing");
  }

  private static boolean isCoin(String code) {
    return COIN.matcher(code).matches();
  }

  private static boolean areGiven(Collection<String> reasons) {
    return reasons.stream().allMatch(Reasons::isGiven);
  }

  /** The problem of a decision, or null: everything wanted is decided, and a no has a reason. */
  static @Nullable Invalid problem(DecideApplication decide, Application wanted) {
    if (!Reasons.isGiven(decide.reason())) {
      return Invalid.of("reason", "missing");
    }
    return decide.scopes().keySet().equals(wanted.scopes().keySet())
            && decide.coins().keySet().equals(wanted.coins().keySet())
            && areDecided(decide.scopes())
            && areDecided(decide.coins())
        ? null
        : Invalid.of("decisions", "missing");
  }

  private static boolean areDecided(Map<?, Decision> decisions) {
    return decisions.values().stream()
        .allMatch(
            each ->
                each.verdict() == Verdict.APPROVED
                    ? Reasons.isShortEnough(each.reason())
                    : Reasons.isGiven(each.reason()));
  }
}
