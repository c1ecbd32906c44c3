package io.berth.dialect.accesskey.operation;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Subject;
import io.berth.api.balance.BalanceCommand;
import io.berth.api.balance.BalanceOutcome.Balance;
import io.berth.api.balance.BalanceOutcome.Balances;
import io.berth.api.balance.CoinReference;
import io.berth.dialect.accesskey.Operation;
import io.berth.dialect.api.JsonData;
import io.berth.dialect.parameter.Alternatives;
import io.berth.dialect.parameter.Declaration;
import io.berth.dialect.parameter.Parameter.Group;
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

  private static final Group<Subject> OWNER =
      Alternatives.requiredUser("open_id", "dragonex_uid", "Whose balances");
  private static final Group<CoinReference> COIN =
      Alternatives.requiredCoin("coin_code", "coin_id");

  public static final Operation<Balances> USER_COIN_LIST =
      listOfUser("user/coin/list", "Lists a user's coin balances.", AccountKind.COIN);
  public static final Operation<Balances> USER_COIN_DETAIL =
      detailOfUser("user/coin/detail", "Shows a user's balance of one coin.", AccountKind.COIN);
  public static final Operation<Balances> USER_OPEN_LIST =
      listOfUser(
          "open/user/coin/list", "Lists the balances of a user's open account.", AccountKind.OPEN);
  public static final Operation<Balances> USER_OPEN_DETAIL =
      detailOfUser(
          "open/user/coin/detail",
          "Shows one coin's balance of a user's open account.",
          AccountKind.OPEN);
  public static final Operation<Balances> ADMIN_COIN_LIST =
      listOfAdmin("admin/coin/list", "Lists the app's own coin balances.", AccountKind.COIN);
  public static final Operation<Balances> ADMIN_COIN_DETAIL =
      detailOfAdmin(
          "admin/coin/detail", "Shows the app's own balance of one coin.", AccountKind.COIN);
  public static final Operation<Balances> ADMIN_OPEN_LIST =
      listOfAdmin(
          "open/admin/coin/list",
          "Lists the balances of the app's open account.",
          AccountKind.OPEN);
  public static final Operation<Balances> ADMIN_OPEN_DETAIL =
      detailOfAdmin(
          "open/admin/coin/detail",
          "Shows one coin's balance of the app's open account.",
          AccountKind.OPEN);

  private BalanceOperations() {}

  private static Operation<Balances> listOfUser(String name, String summary, AccountKind account) {
    return Operation.both(
        Declaration.of(name, summary).ofServers(OWNER),
        (params, caller) -> balances(params, owner(params, caller), account),
        LIST);
  }

  private static Operation<Balances> detailOfUser(
      String name, String summary, AccountKind account) {
    return Operation.both(
        Declaration.of(name, summary, COIN).ofServers(OWNER),
        (params, caller) -> balance(params, owner(params, caller), account),
        DETAIL);
  }

  private static Operation<Balances> listOfAdmin(String name, String summary, AccountKind account) {
    return Operation.server(
        Declaration.of(name, summary),
        (params, caller) -> balances(params, new Subject.Admin(), account),
        LIST);
  }

  private static Operation<Balances> detailOfAdmin(
      String name, String summary, AccountKind account) {
    return Operation.server(
        Declaration.of(name, summary, COIN),
        (params, caller) -> balance(params, new Subject.Admin(), account),
        DETAIL);
  }

  private static Subject owner(Params params, Caller caller) {
    return caller.kind() == Caller.Kind.CLIENT ? new Subject.Self() : OWNER.read(params);
  }

  private static Parsed<Command> balances(Params params, Subject owner, AccountKind account) {
    return params.read(() -> new BalanceCommand.ReadBalances(owner, account, null));
  }

  private static Parsed<Command> balance(Params params, Subject owner, AccountKind account) {
    CoinReference coin = COIN.read(params);
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
