package io.berth.dialect.accesskey.operation;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.balance.BalanceCommand;
import io.berth.api.balance.BalanceOutcome.Price;
import io.berth.api.balance.BalanceOutcome.Prices;
import io.berth.dialect.accesskey.Operation;
import io.berth.dialect.api.JsonData;
import io.berth.dialect.parameter.Declaration;
import io.berth.dialect.parameter.Parameter.Text;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import io.berth.dialect.parameter.PlainAmount;
import java.util.ArrayList;
import java.util.List;

/** Reads requests for prices ({@code protocols/dragonex.md}, Pay). */
public final class MarketOperations {
  private static final String QUOTED_IN = "_USDT";
  private static final int MAX_SYMBOLS = 200;

  private static final Text SYMBOLS =
      Text.required(
          "symbols",
          "At most "
              + MAX_SYMBOLS
              + " pairs with "
              + QUOTED_IN
              + ", separated by commas: BTC_USDT,DT_USDT. Unknown ones are"
              + " left out of the answer");

  private static final JsonData<Prices> PRICES =
      JsonData.list(
          Prices.class,
          (json, found, context) -> {
            json.writeStartArray();
            for (Price price : found.prices()) {
              json.writeStartObject();
              json.writeStringProperty("symbol", price.symbol());
              json.writeStringProperty("close_price", PlainAmount.of(price.closePrice()));
              json.writeEndObject();
            }
            json.writeEndArray();
          });

  public static final Operation<Prices> REAL_LIST =
      Operation.both(
          Declaration.of("market/real/list", "Lists prices.", SYMBOLS),
          MarketOperations::prices,
          PRICES);

  private MarketOperations() {}

  private static Parsed<Command> prices(Params params, Caller caller) {
    String[] asked = SYMBOLS.read(params).split(",");
    if (asked.length > MAX_SYMBOLS) {
      params.refuse("symbols: more than " + MAX_SYMBOLS);
    }
    List<String> symbols = new ArrayList<>();
    for (String symbol : asked) {
      if (symbol.endsWith(QUOTED_IN)) {
        symbols.add(symbol);
      }
    }
    return params.read(() -> new BalanceCommand.ReadPrices(List.copyOf(symbols)));
  }
}
