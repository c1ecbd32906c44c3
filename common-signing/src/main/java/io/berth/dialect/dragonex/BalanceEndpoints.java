package io.berth.dialect.dragonex;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Subject;
import io.berth.api.balance.BalanceCommand;
import io.berth.api.balance.BalanceOutcome.Balance;
import io.berth.api.balance.BalanceOutcome.Balances;
import io.berth.dialect.accesskey.AccessKeyEndpoint;
import io.berth.dialect.api.JsonData;
import io.berth.dialect.parameter.Alternatives;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import io.berth.dialect.parameter.PlainAmount;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** {@code protocols/dragonex.md}, Pay: what reads balances. */
record BalanceEndpoints(DragonexEndpoints endpoints) {

  private static final JsonData<Balances> LIST =
      JsonData.list(
          Balances.class,
          (json, found, context) -> {
            json.writeStartArray();
            for (Balance balance : found.balances()) {
              write(json, balance);
            }
            json.writeEndArray();
          });

  private static final JsonData<Balances> DETAIL =
      JsonData.object(
          Balances.class, (json, found, context) -> write(json, found.balances().getFirst()));

  List<AccessKeyEndpoint<?>> all() {
    return List.of(
        endpoints.both("/user/coin/list/", (p, c) -> user(p, c, AccountKind.COIN, false), LIST),
        endpoints.both(
            "/open/user/coin/list/", (p, c) -> user(p, c, AccountKind.OPEN, false), LIST),
        endpoints.both("/user/coin/detail/", (p, c) -> user(p, c, AccountKind.COIN, true), DETAIL),
        endpoints.both(
            "/open/user/coin/detail/", (p, c) -> user(p, c, AccountKind.OPEN, true), DETAIL),
        endpoints.server("/admin/coin/list/", (p, c) -> admin(p, AccountKind.COIN, false), LIST),
        endpoints.server(
            "/open/admin/coin/list/", (p, c) -> admin(p, AccountKind.OPEN, false), LIST),
        endpoints.server("/admin/coin/detail/", (p, c) -> admin(p, AccountKind.COIN, true), DETAIL),
        endpoints.server(
            "/open/admin/coin/detail/", (p, c) -> admin(p, AccountKind.OPEN, true), DETAIL));
  }

  private static Parsed<Command> user(
      Params params, Caller caller, AccountKind account, boolean oneCoin) {
    Subject owner =
        caller.kind() == Caller.Kind.CLIENT
            ? new Subject.Self()
            : Alternatives.requiredUser(params, "open_id", "dragonex_uid");
    return balances(params, owner, account, oneCoin);
  }

  private static Parsed<Command> admin(Params params, AccountKind account, boolean oneCoin) {
    return balances(params, new Subject.Admin(), account, oneCoin);
  }

  private static Parsed<Command> balances(
      Params params, Subject owner, AccountKind account, boolean oneCoin) {
    if (!oneCoin) {
      return params.read(() -> new BalanceCommand.ReadBalances(owner, account, null));
    }
    var coin = Alternatives.requiredCoin(params, "coin_code", "coin_id");
    return params.read(() -> new BalanceCommand.ReadBalances(owner, account, coin));
  }

  private static void write(JsonGenerator json, Balance balance) {
    json.writeStartObject();
    json.writeNumberProperty("uid", balance.uid());
    json.writeNumberProperty("coin_id", balance.coinId());
    json.writeStringProperty("code", balance.coin());
    json.writeStringProperty("total", PlainAmount.of(balance.total()));
    json.writeStringProperty("frozen", PlainAmount.of(balance.frozen()));
    json.writeEndObject();
  }
}
