package io.berth.bench.ledger;

import io.berth.api.AccountKind;
import io.berth.api.order.Direction;
import io.berth.pay.ledger.Account;
import io.berth.pay.ledger.Ledger;
import io.berth.pay.ledger.LedgerTransaction;
import io.berth.pay.ledger.OrderAmount;
import io.berth.pay.ledger.OrderDraft;
import io.berth.pay.ledger.OrderUser;
import io.berth.pay.ledger.Posting;
import io.berth.pay.ledger.PostingOutcome;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Pays through the interface that everything in pay-service posts to. */
final class LedgerPayments implements Payments {

  private static final int COIN = 1;

  private final Ledger ledger;

  LedgerPayments(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Mono<Boolean> pay(String tradeNo, long payer, long merchant) {
    OrderDraft draft =
        new OrderDraft(
            "bench",
            tradeNo,
            new OrderUser(payer, null),
            OrderAmount.withoutFee(COIN, BigDecimal.ONE),
            Direction.USER_TO_APP,
            AccountKind.COIN,
            Map.of());
    Posting posting =
        new Posting(
            Account.of(payer, AccountKind.COIN),
            Account.of(merchant, AccountKind.COIN),
            BigDecimal.ONE,
            COIN);
    return ledger
        .post(
            new LedgerTransaction(
                new LedgerTransaction.Target.NewOrder(draft),
                null,
                null,
                List.of(posting),
                "bench-payments"))
        .map(outcome -> outcome instanceof PostingOutcome.Posted);
  }
}
