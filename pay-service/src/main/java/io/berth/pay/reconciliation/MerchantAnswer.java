package io.berth.pay.reconciliation;

import io.berth.api.reconciliation.ReconciliationOutcome.Problem.Kind;
import io.berth.pay.reconciliation.MerchantCalls.BooksFailed;
import io.berth.pay.reconciliation.Totals.Key;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Parses merchants' responses ({@code protocols/dragonex.md}, Reconciliation and profit share).
 * Numbers may be numbers or text, and are never floating-point. A response of any other shape is
 * {@link BooksFailed}: nothing is guessed where money is compared.
 */
final class MerchantAnswer {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final int MOST_ROWS = 1000;
  private static final int MOST_DIGITS = 40;
  private static final Set<String> DIRECTIONS = Set.of("user2app", "app2user");
  private static final Set<String> ACCOUNTS = Set.of("coin2coin", "open2open");

  private MerchantAnswer() {}

  /**
   * @param account {@code coin2coin} or {@code open2open}
   * @param amount negative or zero where nothing is to be moved
   */
  record ProfitRow(String coin, String account, BigDecimal amount) {}

  static List<Totals> totals(byte[] body, LocalDate day) {
    List<Totals> totals = new ArrayList<>();
    for (JsonNode row : rows(body)) {
      ofDay(row, day);
      Key key =
          new Key(
              text(row, "coin_code"),
              oneOf(row, "direction", DIRECTIONS),
              oneOf(row, "account_type", ACCOUNTS));
      if (totals.stream().anyMatch(other -> other.key().equals(key))) {
        throw new BooksFailed(
            Kind.REPEATED_ROW, key.coin() + " " + key.direction() + " " + key.account());
      }
      totals.add(new Totals(key, number(row, "total_volume"), count(row)));
    }
    return totals;
  }

  static List<ProfitRow> profits(byte[] body, LocalDate day) {
    List<ProfitRow> profits = new ArrayList<>();
    for (JsonNode row : rows(body)) {
      ofDay(row, day);
      String coin = text(row, "coin_code");
      String account = oneOf(row, "account_type", ACCOUNTS);
      if (profits.stream()
          .anyMatch(other -> other.coin().equals(coin) && other.account().equals(account))) {
        throw new BooksFailed(Kind.REPEATED_ROW, coin + " " + account);
      }
      profits.add(new ProfitRow(coin, account, number(row, "total_profit_volume")));
    }
    return profits;
  }

  private static Iterable<JsonNode> rows(byte[] body) {
    JsonNode answer;
    try {
      answer = JSON.readTree(new String(body, StandardCharsets.UTF_8));
    } catch (JacksonException e) {
      throw new BooksFailed(Kind.NOT_JSON);
    }
    JsonNode ok = answer.path("ok");
    if (!ok.isBoolean() || !ok.booleanValue()) {
      throw new BooksFailed(Kind.NOT_OK, shortened(answer.path("msg").asString("")));
    }
    JsonNode rows = answer.has("Data") ? answer.path("Data") : answer.path("data");
    if (!rows.isArray() || rows.size() > MOST_ROWS) {
      throw new BooksFailed(Kind.NO_ROWS, String.valueOf(MOST_ROWS));
    }
    return rows;
  }

  private static void ofDay(JsonNode row, LocalDate day) {
    boolean same =
        number(row, "year").compareTo(BigDecimal.valueOf(day.getYear())) == 0
            && number(row, "month").compareTo(BigDecimal.valueOf(day.getMonthValue())) == 0
            && number(row, "day").compareTo(BigDecimal.valueOf(day.getDayOfMonth())) == 0;
    if (!same) {
      throw new BooksFailed(Kind.OTHER_DAY);
    }
  }

  private static String text(JsonNode row, String field) {
    JsonNode value = row.path(field);
    if (!value.isString() || value.stringValue().isEmpty() || value.stringValue().length() > 64) {
      throw field(row, field);
    }
    return value.stringValue();
  }

  private static String oneOf(JsonNode row, String field, Set<String> allowed) {
    String value = text(row, field);
    if (!allowed.contains(value)) {
      throw field(row, field);
    }
    return value;
  }

  private static long count(JsonNode row) {
    try {
      return number(row, "total_count").longValueExact();
    } catch (ArithmeticException e) {
      throw field(row, "total_count");
    }
  }

  private static BigDecimal number(JsonNode row, String field) {
    JsonNode value = row.path(field);
    String text = value.isNumber() || value.isString() ? value.asString() : "";
    try {
      BigDecimal number = new BigDecimal(text);
      if (text.length() <= MOST_DIGITS && Math.abs(number.scale()) <= MOST_DIGITS) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw field(row, field);
  }

  private static BooksFailed field(JsonNode row, String field) {
    JsonNode value = row.path(field);
    return new BooksFailed(
        Kind.FIELD, value.isMissingNode() ? field : field + ": " + shortened(value.toString()));
  }

  private static String shortened(String text) {
    return text.length() > 200 ? text.substring(0, 200) : text;
  }
}
