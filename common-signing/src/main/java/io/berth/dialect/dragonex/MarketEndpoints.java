package io.berth.dialect.dragonex;

import io.berth.api.BalanceCommand;
import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.BalanceOutcome.Price;
import io.berth.api.BalanceOutcome.Prices;
import io.berth.api.PayCommand;
import io.berth.dialect.AccessKeyEndpoint;
import io.berth.dialect.JsonData;
import io.berth.dialect.Params;
import io.berth.dialect.PlainAmount;
import io.berth.dialect.Reading;
import java.util.ArrayList;
import java.util.List;

/** {@code protocols/dragonex.md}, Pay: {@code /market/real/list/}. */
record MarketEndpoints(DragonexEndpoints endpoints) {
  private static final String QUOTED_IN = "_USDT";
  private static final int MAX_SYMBOLS = 200;

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

  List<AccessKeyEndpoint<?>> all() {
    return List.of(endpoints.both("/market/real/list/", MarketEndpoints::prices, PRICES));
  }

  private static Reading<Command> prices(Params params, Caller caller) {
    String[] asked = params.required("symbols").split(",");
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
