package io.berth.console.application;

import io.berth.api.application.Application;
import io.berth.console.page.Amount;
import io.berth.console.page.Form;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an application's form.
 *
 * @param coins lines of a code, a colon and a reason
 * @param limits lines of a code and an amount
 */
public record ApplicationForm(Application application, String coins, String limits) {
  private static final int LAST_SCOPE = 14;

  static ApplicationForm of(Application application) {
    return new ApplicationForm(
        application,
        lines(application.coins(), ": "),
        lines(
            new TreeMap<>(application.dailyPayoutLimit())
                .entrySet().stream()
                    .collect(
                        Collectors.toMap(
                            Map.Entry::getKey, each -> each.getValue().toPlainString())),
            " "));
  }

  private static String lines(Map<String, String> entries, String between) {
    return new TreeMap<>(entries)
        .entrySet().stream()
            .map(each -> each.getKey() + between + each.getValue())
            .collect(Collectors.joining("\n"));
  }

  /** Limits that cannot be read are left out: {@link #problem} says so. */
  static ApplicationForm read(Form form) {
    Map<Integer, String> scopes = new TreeMap<>();
    for (int scope = 1; scope <= LAST_SCOPE; scope++) {
      if (form.all("scope").contains("" + scope)) {
        scopes.put(scope, form.text("reason-" + scope));
      }
    }
    Map<String, String> coins = new TreeMap<>();
    for (String line : form.text("coins").lines().map(String::strip).toList()) {
      int colon = line.indexOf(':');
      if (!line.isEmpty()) {
        coins.put(
            colon < 0 ? line : line.substring(0, colon).strip(),
            colon < 0 ? "" : line.substring(colon + 1).strip());
      }
    }
    Map<String, BigDecimal> limits = Amount.byCoin(form.text("dailyPayoutLimit"));
    Application application =
        new Application(
            form.text("summary"),
            form.list("links"),
            form.text("contact"),
            form.text("volume"),
            scopes,
            coins,
            limits == null ? Map.of() : limits,
            form.text("callback_url"),
            form.list("redirect_urls"));
    return new ApplicationForm(application, form.text("coins"), form.text("dailyPayoutLimit"));
  }

  /** Name of the field that cannot be read, or null. */
  @Nullable String problem() {
    return Amount.byCoin(limits) == null ? "dailyPayoutLimit" : null;
  }

  /** Links in lines, for the page. */
  public String linkLines() {
    return joined(application.links());
  }

  public String redirectLines() {
    return joined(application.redirectUrls());
  }

  private static String joined(List<String> lines) {
    return String.join("\n", lines);
  }
}
