package io.berth.dialect.accesskey.operation;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Subject;
import io.berth.api.balance.BalanceCommand;
import io.berth.api.balance.BalanceOutcome.Balance;
import io.berth.api.balance.BalanceOutcome.Balances;
import io.berth.dialect.accesskey.Operation;
import io.berth.dialect.api.JsonData;
import io.berth.dialect.parameter.Alternatives;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import io.berth.dialect.parameter.PlainAmount;
import tools.jackson.core.JsonGenerator;

/** Reads requests about balances ({@code protocols/dragonex.md}, Pay). */
public final class BalanceOperations {

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

  public static final Operation<Balances> USER_COIN_LIST =
      Operation.both("user/coin/list", (p, c) -> user(p, c, AccountKind.COIN, false), LIST);
  public static final Operation<Balances> USER_COIN_DETAIL =
      Operation.both("user/coin/detail", (p, c) -> user(p, c, AccountKind.COIN, true), DETAIL);
  public static final Operation<Balances> USER_OPEN_LIST =
      Operation.both("open/user/coin/list", (p, c) -> user(p, c, AccountKind.OPEN, false), LIST);
  public static final Operation<Balances> USER_OPEN_DETAIL =
      Operation.both("open/user/coin/detail", (p, c) -> user(p, c, AccountKind.OPEN, true), DETAIL);
  public static final Operation<Balances> ADMIN_COIN_LIST =
      Operation.server("admin/coin/list", (p, c) -> admin(p, AccountKind.COIN, false), LIST);
  public static final Operation<Balances> ADMIN_COIN_DETAIL =
      Operation.server("admin/coin/detail", (p, c) -> admin(p, AccountKind.COIN, true), DETAIL);
  public static final Operation<Balances> ADMIN_OPEN_LIST =
      Operation.server("open/admin/coin/list", (p, c) -> admin(p, AccountKind.OPEN, false), LIST);
  public static final Operation<Balances> ADMIN_OPEN_DETAIL =
      Operation.server(
          "open/admin/coin/detail", (p, c) -> admin(p, AccountKind.OPEN, true), DETAIL);

  private BalanceOperations() {}

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
