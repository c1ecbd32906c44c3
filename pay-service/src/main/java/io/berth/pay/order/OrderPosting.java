package io.berth.pay.order;

import io.berth.api.AccountKind;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.order.Order;
import io.berth.api.order.OrderStatus;
import io.berth.api.order.PaymentOutcome;
import io.berth.dialect.api.App;
import io.berth.pay.PayProperties;
import io.berth.pay.access.Refused;
import io.berth.pay.appaccount.AppAccounts;
import io.berth.pay.coin.Coin;
import io.berth.pay.conversion.Quote;
import io.berth.pay.ledger.Account;
import io.berth.pay.ledger.Ledger;
import io.berth.pay.ledger.LedgerTransaction;
import io.berth.pay.ledger.LedgerTransaction.PayoutLimit;
import io.berth.pay.ledger.LedgerTransaction.Refund;
import io.berth.pay.ledger.LedgerTransaction.Target;
import io.berth.pay.ledger.OrderDraft;
import io.berth.pay.ledger.Posting;
import io.berth.pay.ledger.PostingOutcome;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Turns orders into settlements, and what became of those into outcomes. */
@Component
public class OrderPosting {

  private final Ledger ledger;
  private final AppAccounts accounts;
  private final PayProperties properties;
  private final Clock clock;

  OrderPosting(Ledger ledger, AppAccounts accounts, PayProperties properties, Clock clock) {
    this.ledger = ledger;
    this.accounts = accounts;
    this.properties = properties;
    this.clock = clock;
  }

  /** From the app's account to the user's, counted towards the day's limit. */
  public Mono<Outcome> payOut(App app, Coin coin, OrderDraft draft, String requestId) {
    return settle(app, draft, coin, limit(app, coin), null, toUser(app, draft), requestId);
  }

  /**
   * As {@link #payOut}, but giving back what an order brought in. That is no payout; what an app
   * may give beyond the order is one.
   */
  public Mono<Outcome> payBack(
      App app, Coin coin, OrderDraft draft, Order original, String requestId) {
    boolean capped = !app.returnsUncapped();
    Refund refund = new Refund(original.id(), original.tradeNo(), capped);
    PayoutLimit limit = capped ? null : limit(app, coin);
    return settle(app, draft, coin, limit, refund, toUser(app, draft), requestId);
  }

  /** From the user's account to the app's, less the platform's cut. */
  public Mono<Outcome> charge(App app, Coin coin, OrderDraft draft, String requestId) {
    List<Posting> postings =
        toApp(
            app,
            Account.of(draft.uid(), draft.account()),
            draft.account(),
            draft.amount(),
            draft.cut(),
            draft.coinId());
    return settle(app, draft, coin, null, null, postings, requestId);
  }

  /**
   * Settles a prepayment for the user who pays it.
   *
   * @param quote what the user pays with instead of the order's coin; null for that one
   */
  public Mono<PostingOutcome> pay(
      App app,
      Order order,
      long uid,
      @Nullable String openId,
      @Nullable Quote quote,
      String requestId) {
    Account user = Account.of(uid, order.account());
    List<Posting> postings = new ArrayList<>();
    if (quote != null) {
      Account conversion = Account.conversion();
      postings.add(new Posting(user, conversion, quote.amount(), quote.coin().id()));
    }
    Account payer = quote == null ? user : Account.conversion();
    postings.addAll(
        toApp(app, payer, order.account(), order.amount(), order.cut(), order.coinId()));
    return posted(
        app,
        new LedgerTransaction(
            new Target.PendingOrder(order.id(), uid, openId), null, null, postings, requestId));
  }

  private Mono<PostingOutcome> posted(App app, LedgerTransaction settlement) {
    return accounts
        .ready(app)
        .onErrorMap(failure -> !(failure instanceof Refused), NotPosted::new)
        .then(
            Mono.defer(
                () -> ledger.settle(settlement).onErrorMap(Ledger::leftNothing, NotPosted::new)));
  }

  private PayoutLimit limit(App app, Coin coin) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), properties.dayZone());
    return new PayoutLimit(today, app.dailyPayoutLimit().get(coin.code()));
  }

  private static List<Posting> toUser(App app, OrderDraft draft) {
    return List.of(
        new Posting(
            Account.of(app.adminUid(), draft.account()),
            Account.of(draft.uid(), draft.account()),
            draft.amount(),
            draft.coinId()));
  }

  private static List<Posting> toApp(
      App app, Account payer, AccountKind kind, BigDecimal amount, BigDecimal cut, int coinId) {
    List<Posting> postings = new ArrayList<>();
    BigDecimal rest = amount.subtract(cut);
    if (rest.signum() > 0) {
      postings.add(new Posting(payer, Account.of(app.adminUid(), kind), rest, coinId));
    }
    if (cut.signum() > 0) {
      postings.add(new Posting(payer, Account.commission(app.adminUid()), cut, coinId));
    }
    return postings;
  }

  private Mono<Outcome> settle(
      App app,
      OrderDraft draft,
      Coin coin,
      @Nullable PayoutLimit limit,
      @Nullable Refund refund,
      List<Posting> postings,
      String requestId) {
    return posted(
            app,
            new LedgerTransaction(new Target.NewOrder(draft), limit, refund, postings, requestId))
        .map(outcome -> outcome(outcome, draft, coin, refund));
  }

  private static Outcome outcome(
      PostingOutcome outcome, OrderDraft draft, Coin coin, @Nullable Refund refund) {
    return switch (outcome) {
      case PostingOutcome.Posted(long id, Instant at) ->
          new PaymentOutcome.OrderFound(paid(id, at, draft, coin, refund));
      case PostingOutcome.Exists _ -> Refusal.of(ErrorCode.ORDER_EXISTS, draft.tradeNo());
      case PostingOutcome.TooLittle _ -> Refusal.of(ErrorCode.BALANCE_TOO_LOW);
      case PostingOutcome.Frozen _ ->
          Refusal.of(ErrorCode.BALANCE_TOO_LOW, "part of the balance is frozen");
      case PostingOutcome.OverLimit _ -> Refusal.of(ErrorCode.DAILY_LIMIT_REACHED);
      case PostingOutcome.OverCap _ -> Refusal.of(ErrorCode.RETURN_EXCEEDS_ORDER);
      case PostingOutcome.NotAllowed _ -> Refusal.of(ErrorCode.PAYING_FROZEN);
      case PostingOutcome.WrongState _ -> Refusal.of(ErrorCode.ORDER_NOT_PAID);
      case PostingOutcome.Overloaded _ -> Refusal.of(ErrorCode.TOO_FREQUENT);
    };
  }

  private static Order paid(
      long id, Instant at, OrderDraft draft, Coin coin, @Nullable Refund refund) {
    return new Order(
        id,
        draft.appId(),
        draft.tradeNo(),
        draft.openId(),
        draft.uid(),
        coin.id(),
        coin.code(),
        draft.amount(),
        draft.cut(),
        draft.direction(),
        draft.account(),
        OrderStatus.PAID,
        at,
        at,
        refund == null ? null : refund.tradeNo(),
        draft.attributes());
  }
}
