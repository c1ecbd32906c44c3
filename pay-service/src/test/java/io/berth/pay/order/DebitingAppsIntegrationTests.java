package io.berth.pay.order;

import static io.berth.pay.Merchant.order;
import static io.berth.pay.Merchant.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Subject;
import io.berth.api.app.AppAccounts;
import io.berth.api.app.AppCompany;
import io.berth.api.app.AppLinks;
import io.berth.api.app.AppPolicy;
import io.berth.api.app.AppProfile;
import io.berth.api.balance.CoinReference;
import io.berth.api.order.Order;
import io.berth.api.order.PaymentCommand.ChargeOpenAccount;
import io.berth.api.order.PaymentCommand.ConfirmPrepayment;
import io.berth.api.order.PaymentCommand.PayUser;
import io.berth.api.order.PaymentCommand.PrepayOnce;
import io.berth.dialect.api.App;
import io.berth.pay.FakeApps;
import io.berth.pay.FakeDid;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.pay.ledger.OrderUser;
import io.berth.pay.ledger.PostingOutcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Another app tries to take from an app's account by every command there is, although did-service
 * (played here) takes the account for a person who has a token, a session and a pay password.
 */
@PayServiceTest
class DebitingAppsIntegrationTests {
  private static final String THIEF = "thiefapp";

  @Autowired Merchant merchant;
  @Autowired FakeDid did;
  @Autowired OrderPosting settling;

  private final App thief = FakeApps.app(THIEF);

  @BeforeEach
  void open() {
    merchant.opens();
    merchant.changes(thief);
    did.users.put(FakeApps.ADMIN, Merchant.openId(FakeApps.ADMIN));
    did.grants.put(FakeApps.ADMIN, FakeApps.ALL_SCOPES);
    // Whose account it is, the database has learnt by the first order of its app.
    assertThat(refusal(merchant.pays(number(), merchant.player("0"), "1"))).isNull();
  }

  private static Caller thief(Caller.Kind kind, @Nullable Long uid) {
    return Caller.of(kind, "request-1")
        .withApp(THIEF, "dragonex")
        .withUid(uid)
        .withScopes(FakeApps.ALL_SCOPES)
        .withAddress("127.0.0.1");
  }

  private static String number() {
    return "thief_" + System.nanoTime();
  }

  private BigDecimal balance(AccountKind kind) {
    return merchant.balance(FakeApps.ADMIN, kind);
  }

  @Test
  void anOpenAccountOfAnAppIsNotCharged() {
    BigDecimal before = balance(AccountKind.OPEN);
    Outcome outcome =
        merchant.does(
            new ChargeOpenAccount(
                number(),
                new Subject.OpenId(Merchant.openId(FakeApps.ADMIN)),
                "usdt",
                BigDecimal.ONE,
                "token-of-" + FakeApps.ADMIN,
                Map.of()),
            thief(Caller.Kind.SERVER, null));
    assertThat(refusal(outcome)).isEqualTo(ErrorCode.PAYING_FROZEN);
    assertThat(balance(AccountKind.OPEN)).isEqualByComparingTo(before);
  }

  private Order prepaidByTheThief() {
    return order(
        merchant.does(
            new PrepayOnce(
                number(),
                new CoinReference.Code("usdt"),
                BigDecimal.ONE,
                "xyz",
                "wenjing.com/back.php",
                180,
                Map.of()),
            thief(Caller.Kind.CLIENT, FakeApps.ADMIN)));
  }

  @Test
  void aPrepaymentIsNotConfirmedFromAnAppsAccount() {
    BigDecimal before = balance(AccountKind.COIN);
    Order pending = prepaidByTheThief();
    Outcome outcome =
        merchant.does(
            new ConfirmPrepayment(
                pending.id(), pending.tradeNo(), Long.toString(FakeApps.ADMIN), FakeDid.PASSWORD),
            thief(Caller.Kind.CLIENT, null));
    assertThat(refusal(outcome)).isEqualTo(ErrorCode.PAYING_FROZEN);
    assertThat(balance(AccountKind.COIN)).isEqualByComparingTo(before);
  }

  /** What pay pages and the pay dialogs of games end in. */
  @Test
  void noPageOrDialogPaysFromAnAppsAccount() {
    BigDecimal before = balance(AccountKind.COIN);
    Order pending = prepaidByTheThief();
    assertThat(
            settling
                .pay(thief, pending, new OrderUser(FakeApps.ADMIN, null), null, "request-1")
                .block(Duration.ofSeconds(20)))
        .isEqualTo(new PostingOutcome.NotAllowed());
    assertThat(balance(AccountKind.COIN)).isEqualByComparingTo(before);
  }

  @Test
  void aForgedAccountOfAnAppMovesNothing() {
    App forged =
        new App(
            "forgedapp",
            thief.dialect(),
            new AppProfile(
                1,
                true,
                thief.profile().name(),
                new AppCompany(
                    thief.profile().company().id(), true, thief.profile().company().name())),
            new AppAccounts(FakeApps.ADMIN, null),
            new AppLinks(thief.links().redirectUrls(), null, null),
            new AppPolicy(
                thief.policy().scopes(),
                Set.of(),
                thief.policy().coins(),
                thief.policy().cutRate(),
                Map.of(),
                false,
                false),
            new App.Credentials(thief.credentials().keys(), Map.of(), Map.of()));
    long uid = merchant.player("0");
    // The account is its owner's by then.
    assertThat(refusal(merchant.pays(number(), uid, "1"))).isNull();
    BigDecimal before = balance(AccountKind.COIN);
    merchant.changes(forged);
    Caller server = Merchant.server("forgedapp", "request-1");
    PayUser payout =
        new PayUser(
            number(), new Subject.Uid(uid), "usdt", BigDecimal.ONE, AccountKind.COIN, Map.of());
    Outcome outcome;
    try {
      outcome = merchant.does(payout, server);
    } catch (RuntimeException failed) {
      outcome = Outcome.Refusal.of(ErrorCode.INTERNAL);
    }
    assertThat(outcome).isInstanceOf(Outcome.Refusal.class);
    assertThat(balance(AccountKind.COIN)).isEqualByComparingTo(before);
  }
}
