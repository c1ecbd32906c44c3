package io.berth.dialect.egret;

import io.berth.dialect.api.App;
import io.berth.dialect.setting.Setting;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Price list of an app. No two goods have the same price: some games find what was bought by the
 * amount in the callback ({@code protocols/egret.md}).
 *
 * @param price in yuan
 */
record Goods(String id, BigDecimal price, String name) {
  private static final Pattern PRICE = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,2})?");
  private static final int MOST = 500;
  private static final int LONGEST = 200;

  static final Setting SETTING =
      new Setting(
          "goods",
          Setting.Kind.TABLE,
          false,
          false,
          List.of("id", "price", "name"),
          value -> problem(value));

  /** Null where the app sells no such thing. */
  static @Nullable Goods find(App app, String id) {
    JsonNode list = app.credentials().settings().get(SETTING.name());
    if (list != null) {
      for (JsonNode item : list) {
        if (item.path("id").asString("").equals(id)) {
          return new Goods(
              id, new BigDecimal(item.path("price").asString("")), item.path("name").asString(""));
        }
      }
    }
    return null;
  }

  private static @Nullable String problem(JsonNode value) {
    if (!value.isArray() || value.size() > MOST) {
      return "must be a list of at most " + MOST + " goods";
    }
    Set<String> ids = new HashSet<>();
    Set<BigDecimal> prices = new HashSet<>();
    for (JsonNode item : value) {
      String problem = problem(item, ids, prices);
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private static @Nullable String problem(JsonNode item, Set<String> ids, Set<BigDecimal> prices) {
    String id = item.path("id").asString("");
    String name = item.path("name").asString("");
    String text = item.path("price").asString("");
    if (!item.isObject() || id.isEmpty() || id.length() > LONGEST || !ids.add(id)) {
      return "each has an id of its own, 1 to " + LONGEST + " characters";
    }
    if (name.isEmpty() || name.codePointCount(0, name.length()) > LONGEST) {
      return "each has a name, 1 to " + LONGEST + " characters";
    }
    if (!PRICE.matcher(text).matches() || new BigDecimal(text).signum() == 0) {
      return "each has a price in yuan above zero, at most two decimals";
    }
    return prices.add(new BigDecimal(text).stripTrailingZeros())
        ? null
        : "no two have the same price";
  }
}
