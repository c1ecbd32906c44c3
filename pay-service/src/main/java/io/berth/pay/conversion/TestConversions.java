package io.berth.pay.conversion;

import io.berth.api.Realm;
import io.berth.api.order.Order;
import io.berth.pay.ledger.Account;
import io.berth.pay.ledger.Ledger;
import io.berth.pay.ledger.LedgerTransaction;
import io.berth.pay.ledger.LedgerTransaction.Target;
import io.berth.pay.ledger.Posting;
import io.berth.pay.ledger.Purpose;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Gives the conversion account of test what an order needs: no operator funds that one. */
@Component
public class TestConversions {

  private final Ledger ledger;

  TestConversions(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Does nothing for a live order. */
  public Mono<Void> fund(Order order, String requestId) {
    return Realm.of(order.appId()) == Realm.TEST
        ? Mono.defer(() -> ledger.post(transaction(order, requestId))).then()
        : Mono.empty();
  }

  /** Once for each order. */
  private static LedgerTransaction transaction(Order order, String requestId) {
    return new LedgerTransaction(
        new Target.InternalTransfer(
            "test-conversion/" + order.id(), Purpose.of(Purpose.Type.OPENING_BALANCE)),
        null,
        null,
        List.of(
            new Posting(
                Account.issuer(Realm.TEST),
                Account.conversion(Realm.TEST),
                order.amount(),
                order.coinId())),
        requestId);
  }
}
