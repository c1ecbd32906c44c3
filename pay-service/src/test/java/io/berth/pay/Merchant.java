package io.berth.pay;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Subject;
import io.berth.api.app.ManagementCommand;
import io.berth.api.balance.BalanceCommand.GiveOpeningBalance;
import io.berth.api.balance.BalanceCommand.PutCoin;
import io.berth.api.balance.BalanceCommand.ReadBalances;
import io.berth.api.balance.BalanceOutcome;
import io.berth.api.order.Order;
import io.berth.api.order.OrderReference;
import io.berth.api.order.PaymentCommand.ChargeOpenAccount;
import io.berth.api.order.PaymentCommand.PayUser;
import io.berth.api.order.PaymentCommand.Prepay;
import io.berth.api.order.PaymentCommand.ReadOrder;
import io.berth.api.order.PaymentCommand.ReturnOrder;
import io.berth.api.order.PaymentOutcome;
import io.berth.dialect.api.App;
import io.berth.service.command.CommandDispatcher;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Vocabulary of tests: merchants, players and their actions. */
public final class Merchant {

  public static final String APP = "testapp";
  public static final String REDIRECT = "http://127.0.0.1:5500/demo/webapp/?from=game";

  private static final AtomicLong UIDS = new AtomicLong(1_000_000);

  private final FakeApps apps;
  private final FakeDid did;
  private final CommandDispatcher commands;

  Merchant(FakeApps apps, FakeDid did, CommandDispatcher commands) {
    this.apps = apps;
    this.did = did;
    this.commands = commands;
  }

  /** A fresh app with its coins, money in the admin account, and a did-service in good humour. */
  public Merchant opens() {
    apps.put(FakeApps.app(APP));
    did.forgets();
    did.users.put(FakeApps.ADMIN, "");
    operator(new PutCoin(1, "usdt", 6, BigDecimal.ONE, null));
    operator(new PutCoin(2, "gold", 0, null, null));
    operator(new PutCoin(3, "btc", 8, new BigDecimal("64000.5"), null));
    gives(FakeApps.ADMIN, AccountKind.COIN, "100000");
    gives(FakeApps.ADMIN, AccountKind.OPEN, "100000");
    return this;
  }

  public void changes(App app) {
    apps.put(app);
  }

  /** A user with this much in both accounts who has authorized the app with these scopes. */
  public long player(String balance, Integer... grants) {
    long uid = UIDS.incrementAndGet();
    did.users.put(uid, openId(uid));
    did.grants.put(uid, Set.of(grants));
    if (!balance.equals("0")) {
      gives(uid, AccountKind.COIN, balance);
      gives(uid, AccountKind.OPEN, balance);
    }
    return uid;
  }

  public static String openId(long uid) {
    return String.format(Locale.ROOT, "%032x", uid);
  }

  public void gives(long uid, AccountKind account, String amount) {
    operator(
        new GiveOpeningBalance(
            "bootstrap/" + uid + "/" + account, uid, account, "usdt", new BigDecimal(amount)));
  }

  public void operator(Command command) {
    Outcome outcome = does(command, caller(Caller.Kind.OPERATOR, null));
    if (!(outcome instanceof Outcome.Done)) {
      throw new AssertionError(command + ": " + outcome);
    }
  }

  public Outcome does(Command command) {
    return does(command, caller(Caller.Kind.SERVER, null));
  }

  public Outcome does(Command command, Caller caller) {
    return Objects.requireNonNull(commands.handle(command, caller).block(Duration.ofSeconds(20)));
  }

  public Outcome pays(String tradeNo, long uid, String amount) {
    return does(
        new PayUser(
            tradeNo,
            new Subject.Uid(uid),
            "usdt",
            new BigDecimal(amount),
            AccountKind.COIN,
            Map.of()));
  }

  public Outcome charges(String tradeNo, long uid, String amount) {
    return does(
        new ChargeOpenAccount(
            tradeNo,
            new Subject.OpenId(openId(uid)),
            "usdt",
            new BigDecimal(amount),
            "token-of-" + uid,
            Map.of("scene", "shop")));
  }

  public Outcome returns(
      String tradeNo, String returnNo, @Nullable String rate, @Nullable String amount) {
    return does(
        new ReturnOrder(
            tradeNo,
            returnNo,
            rate == null ? null : new BigDecimal(rate),
            amount == null ? null : new BigDecimal(amount),
            Map.of()));
  }

  public Prepay prepay(String tradeNo, String amount) {
    return new Prepay(
        tradeNo,
        "usdt",
        new BigDecimal(amount),
        "device01",
        "state001",
        REDIRECT,
        null,
        Map.of("scene", "shop", "desc", "100 gems"));
  }

  public Order order(String tradeNo) {
    return order(does(new ReadOrder(new OrderReference.TradeNo(tradeNo))));
  }

  public static Order order(Outcome outcome) {
    if (outcome instanceof PaymentOutcome.OrderFound(Order order)) {
      return order;
    }
    throw new AssertionError("no order: " + outcome);
  }

  public static @Nullable ErrorCode refusal(Outcome outcome) {
    return outcome instanceof Outcome.Refusal refusal ? refusal.code() : null;
  }

  /** Total of an account in usdt, as its user would see it. */
  public BigDecimal balance(long uid, AccountKind account) {
    Caller self = caller(Caller.Kind.CLIENT, uid);
    Outcome outcome = does(new ReadBalances(new Subject.Self(), account, null), self);
    if (outcome instanceof BalanceOutcome.Balances balances) {
      return balances.balances().getFirst().total();
    }
    throw new AssertionError("no balances: " + outcome);
  }

  public static Caller caller(Caller.Kind kind, @Nullable Long uid) {
    boolean operator = kind == Caller.Kind.OPERATOR;
    return Caller.of(kind, "request-1")
        .withApp(operator ? null : APP, operator ? null : "dragonex")
        .withUid(uid)
        .withScopes(kind == Caller.Kind.CLIENT ? FakeApps.ALL_SCOPES : Set.of())
        .withSession(kind == Caller.Kind.PAGE && uid != null ? "session-" + uid : null)
        .withPermissions(operator ? Set.of(ManagementCommand.DIRECT) : Set.of())
        .withAddress("127.0.0.1");
  }

  /** Server of an app that speaks DragonEx. */
  public static Caller server(String appId, String requestId) {
    return Caller.of(Caller.Kind.SERVER, requestId)
        .withApp(appId, "dragonex")
        .withAddress("127.0.0.1");
  }

  /** Whoever has the operator's token, and does not own the machine. */
  public static Caller token() {
    return Caller.of(Caller.Kind.OPERATOR, "request-1").withAddress("127.0.0.1");
  }

  /** Somebody in the console; the command endpoint has checked what they may. */
  public static Caller person(long uid) {
    return Caller.of(Caller.Kind.CONSOLE, "request-1")
        .withApp(APP, null)
        .withUid(uid)
        .withSession("session-" + uid)
        .withAddress("127.0.0.1");
  }
}
