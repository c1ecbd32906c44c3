package io.berth.pay.order;

import io.berth.api.AccountKind;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Realm;
import io.berth.api.order.Order;
import io.berth.api.order.OrderStatus;
import io.berth.api.order.PaymentOutcome;
import io.berth.api.order.SimulatedOutcome;
import io.berth.dialect.api.App;
import io.berth.pay.access.Refused;
import io.berth.pay.appaccount.AppAccounts;
import io.berth.pay.coin.Coin;
import io.berth.pay.conversion.Quote;
import io.berth.pay.erasure.ErasedPeople;
import io.berth.pay.freeze.PayingFreeze;
import io.berth.pay.ledger.Account;
import io.berth.pay.ledger.Ledger;
import io.berth.pay.ledger.LedgerTransaction;
import io.berth.pay.ledger.LedgerTransaction.PayoutLimit;
import io.berth.pay.ledger.LedgerTransaction.Refund;
import io.berth.pay.ledger.LedgerTransaction.Target;
import io.berth.pay.ledger.OrderAmount;
import io.berth.pay.ledger.OrderDraft;
import io.berth.pay.ledger.OrderUser;
import io.berth.pay.ledger.Posting;
import io.berth.pay.ledger.PostingOutcome;
import io.berth.pay.limit.PayoutLimits;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Posts orders to the ledger. */
@Component
public class OrderPosting {

  /** Less than any caller waits. */
  private static final Duration SLOW = Duration.ofSeconds(2);

  private final Ledger ledger;
  private final AppAccounts accounts;
  private final PayoutLimits limits;
  private final ErasedPeople erased;
  private final PayingFreeze freeze;

  OrderPosting(
      Ledger ledger,
      AppAccounts accounts,
      PayoutLimits limits,
      ErasedPeople erased,
      PayingFreeze freeze) {
    this.ledger = ledger;
    this.accounts = accounts;
    this.limits = limits;
    this.erased = erased;
    this.freeze = freeze;
  }

  /** Pays the user from the app's account, counted towards the day's limit. */
  public Mono<Outcome> payOut(App app, Coin coin, OrderDraft draft, String requestId) {
    return post(
        app, coin, draft, transaction(app, draft, requestId, limits.today(app, coin), null));
  }

  /**
   * Pays the user back what an order brought in. A refund counts towards no limit, unless it may be
   * more than the order.
   */
  public Mono<Outcome> refund(
      App app, Coin coin, OrderDraft draft, Refund refund, String requestId) {
    PayoutLimit limit = refund.capped() ? null : limits.today(app, coin);
    return post(app, coin, draft, transaction(app, draft, requestId, limit, refund));
  }

  private static LedgerTransaction transaction(
      App app,
      OrderDraft draft,
      String requestId,
      @Nullable PayoutLimit limit,
      @Nullable Refund refund) {
    Posting posting =
        new Posting(
            Account.of(app.accounts().adminUid(), draft.account()),
            Account.of(draft.user().uid(), draft.account()),
            draft.amount().total(),
            draft.amount().coinId());
    return new LedgerTransaction(
        new Target.NewOrder(draft), limit, refund, List.of(posting), requestId);
  }

  /** Charges the user's account for the app's, less the platform's fee. */
  public Mono<Outcome> charge(App app, Coin coin, OrderDraft draft, String requestId) {
    Account payer = Account.of(draft.user().uid(), draft.account());
    List<Posting> postings = toApp(app, payer, draft.account(), draft.amount());
    LedgerTransaction transaction =
        new LedgerTransaction(new Target.NewOrder(draft), null, null, postings, requestId);
    return obstacle(draft.user().uid())
        .<Outcome>map(Refusal::of)
        .switchIfEmpty(Mono.defer(() -> post(app, coin, draft, transaction)));
  }

  /** The code that keeps a person from paying now; to be asked before their proof is used up. */
  public Mono<ErrorCode> obstacle(long uid) {
    return freeze.obstacle(uid);
  }

  /**
   * Posts a prepayment for the user who pays it, and whom no {@link #obstacle} keeps from it.
   *
   * @param quote what the user pays with instead of the order's coin; null for that one
   */
  public Mono<PostingOutcome> pay(
      App app, Order order, OrderUser payer, @Nullable Quote quote, String requestId) {
    Account user = Account.of(payer.uid(), order.account());
    List<Posting> postings = new ArrayList<>();
    Account conversion = Account.conversion(Realm.of(payer.uid()));
    if (quote != null) {
      postings.add(new Posting(user, conversion, quote.amount(), quote.coin().id()));
    }
    OrderAmount amount = new OrderAmount(order.coinId(), order.amount(), order.cut());
    postings.addAll(toApp(app, quote == null ? user : conversion, order.account(), amount));
    return posted(
        app,
        order.amount(),
        new LedgerTransaction(
            new Target.PendingOrder(order.id(), payer), null, null, postings, requestId));
  }

  private static List<Posting> toApp(App app, Account payer, AccountKind kind, OrderAmount amount) {
    List<Posting> postings = new ArrayList<>();
    BigDecimal rest = amount.total().subtract(amount.fee());
    if (rest.signum() > 0) {
      postings.add(
          new Posting(payer, Account.of(app.accounts().adminUid(), kind), rest, amount.coinId()));
    }
    if (amount.fee().signum() > 0) {
      postings.add(
          new Posting(
              payer, Account.commission(app.accounts().adminUid()), amount.fee(), amount.coinId()));
    }
    return postings;
  }

  private Mono<Outcome> post(App app, Coin coin, OrderDraft draft, LedgerTransaction transaction) {
    return posted(app, draft.amount().total(), transaction)
        .flatMap(
            outcome ->
                outcome instanceof PostingOutcome.NotAllowed
                    ? notAllowed(draft)
                    : Mono.just(outcome(outcome, draft, coin, transaction.refund())));
  }

  /** An account is closed only because its owner is erased. */
  private Mono<Outcome> notAllowed(OrderDraft draft) {
    return erased
        .contains(draft.user().uid())
        .map(gone -> Refusal.of(gone ? ErrorCode.USER_UNKNOWN : ErrorCode.PAYING_FROZEN));
  }

  /** {@link Refused} as unknown where it was posted and an amount of test asks for that. */
  private Mono<PostingOutcome> posted(App app, BigDecimal amount, LedgerTransaction transaction) {
    Mono<PostingOutcome> posted = posted(app, transaction);
    SimulatedOutcome simulated = SimulatedOutcome.of(app.appId(), amount);
    return simulated == null
        ? posted
        : switch (simulated) {
          case DECLINED -> Mono.just(new PostingOutcome.TooLittle());
          case FROZEN -> Mono.just(new PostingOutcome.NotAllowed());
          case SLOW -> Mono.delay(SLOW).then(posted);
          case UNKNOWN ->
              posted.flatMap(
                  outcome ->
                      outcome instanceof PostingOutcome.Posted
                          ? Refused.ifEmpty(ErrorCode.OUTCOME_UNKNOWN, "as its amount asks for")
                          : Mono.just(outcome));
        };
  }

  private Mono<PostingOutcome> posted(App app, LedgerTransaction transaction) {
    return accounts
        .ready(app)
        .onErrorMap(failure -> !(failure instanceof Refused), NotPosted::new)
        .then(
            Mono.defer(
                () -> ledger.post(transaction).onErrorMap(Ledger::postedNothing, NotPosted::new)));
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
        draft.user().openId(),
        draft.user().uid(),
        coin.id(),
        coin.code(),
        draft.amount().total(),
        draft.amount().fee(),
        draft.direction(),
        draft.account(),
        OrderStatus.PAID,
        at,
        at,
        refund == null ? null : refund.tradeNo(),
        draft.attributes());
  }
}
