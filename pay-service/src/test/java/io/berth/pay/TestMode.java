package io.berth.pay;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Realm;
import io.berth.api.Subject;
import io.berth.api.app.AppAccounts;
import io.berth.api.balance.BalanceCommand.GiveOpeningBalance;
import io.berth.api.order.Order;
import io.berth.api.order.OrderReference;
import io.berth.api.order.PaymentCommand.PayUser;
import io.berth.api.order.PaymentCommand.ReadOrder;
import io.berth.dialect.api.App;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** An app of test with money, and its players. */
public final class TestMode {

  public static final String APP = Realm.TEST.idOf(Merchant.APP);

  private static final long ADMIN = Realm.FIRST_TEST_UID + 999;
  private static final AtomicLong UIDS = new AtomicLong(Realm.FIRST_TEST_UID + 1_000_000);

  private final Merchant merchant;
  private final FakeDid did;

  public TestMode(Merchant merchant, FakeDid did) {
    this.merchant = merchant;
    this.did = did;
  }

  /** As {@link Merchant#opens}, with the app of test beside. */
  public TestMode opens(Map<String, BigDecimal> dailyPayoutLimit) {
    merchant.opens();
    did.users.put(ADMIN, "");
    Set<Integer> scopes = new HashSet<>(FakeApps.ALL_SCOPES);
    scopes.add(14);
    App app = FakeApps.with(FakeApps.app(APP), scopes, dailyPayoutLimit);
    merchant.changes(
        new App(
            app.appId(),
            app.dialect(),
            app.profile(),
            new AppAccounts(ADMIN, null),
            app.links(),
            app.policy(),
            app.credentials()));
    gives(ADMIN, "usdt", "100000");
    return this;
  }

  public long player(String coin, String balance) {
    long uid = UIDS.incrementAndGet();
    did.users.put(uid, Merchant.openId(uid));
    gives(uid, coin, balance);
    return uid;
  }

  private void gives(long uid, String coin, String amount) {
    merchant.operator(
        new GiveOpeningBalance(
            "bootstrap/" + uid + "/" + coin, uid, AccountKind.COIN, coin, new BigDecimal(amount)));
  }

  public static PayUser payout(String tradeNo, long uid, String amount) {
    return new PayUser(
        tradeNo, new Subject.Uid(uid), "usdt", new BigDecimal(amount), AccountKind.COIN, Map.of());
  }

  public Outcome pays(String tradeNo, long uid, String amount) {
    return merchant.does(payout(tradeNo, uid, amount), server());
  }

  public Order order(String tradeNo) {
    return Merchant.order(
        merchant.does(new ReadOrder(new OrderReference.TradeNo(tradeNo)), server()));
  }

  public static Caller server() {
    return caller(Caller.Kind.SERVER, null);
  }

  public static Caller caller(Caller.Kind kind, @Nullable Long uid) {
    return Caller.of(kind, "request-of-test")
        .in(Realm.TEST)
        .withApp(APP, "dragonex")
        .withUid(uid)
        .withSession(uid == null ? null : "session-" + uid)
        .withAddress("127.0.0.1");
  }

  /** A person of live who manages the app of test in the console. */
  public static Caller owner() {
    return Merchant.person(1_000_000).withApp(APP, null);
  }
}
