package io.berth.dialect.fomo.json;

import io.berth.api.balance.BalanceOutcome.CoinDetail;
import io.berth.dialect.parameter.PlainAmount;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** A coin as the wallet lists it; attributes that the operator did not set have usual values. */
public final class CoinJson {
  private static final String IS_ACTIVE = "is_active";
  private static final String INACTIVE = "0";

  private CoinJson() {}

  static boolean isActive(CoinDetail coin) {
    return !INACTIVE.equals(attribute(coin, IS_ACTIVE, "1"));
  }

  public static void writeAll(JsonGenerator json, List<CoinDetail> coins) {
    json.writeArrayPropertyStart("active_coins");
    for (CoinDetail coin : coins) {
      if (isActive(coin)) {
        json.writeStartObject();
        writeFields(json, coin);
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  /** The explorer stands there twice: the original misspells it, and its clients read that. */
  static void writeFields(JsonGenerator json, CoinDetail coin) {
    BigDecimal price = coin.priceUsdt();
    String explorer = attribute(coin, "bc_explorer", "");
    json.writeStringProperty("id", Integer.toString(coin.id()));
    write(json, coin, "chain_id", "0");
    write(json, coin, "coin_type", "0");
    json.writeStringProperty("price", price == null ? "0" : PlainAmount.of(price));
    write(json, coin, "name", coin.code());
    write(json, coin, "description", "");
    json.writeStringProperty("bc_explorer", explorer);
    json.writeStringProperty("bc_expolorer", explorer);
    write(json, coin, "contract", "");
    json.writeStringProperty("decimals", Integer.toString(coin.decimals()));
    write(json, coin, "min_amount", "0");
    write(json, coin, "next_start", "0");
    write(json, coin, IS_ACTIVE, "1");
    write(json, coin, "sort_id", "0");
    write(json, coin, "min_withdraw", "0");
    write(json, coin, "withdraw_cut", "0");
  }

  private static void write(JsonGenerator json, CoinDetail coin, String name, String otherwise) {
    json.writeStringProperty(name, attribute(coin, name, otherwise));
  }

  private static String attribute(CoinDetail coin, String name, String otherwise) {
    return coin.attributes().getOrDefault(name, otherwise);
  }
}
