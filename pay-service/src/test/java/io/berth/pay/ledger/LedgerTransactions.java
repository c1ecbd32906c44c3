package io.berth.pay.ledger;

import io.berth.api.AccountKind;
import io.berth.api.Realm;
import io.berth.api.order.Direction;
import io.berth.pay.ledger.LedgerTransaction.PayoutLimit;
import io.berth.pay.ledger.LedgerTransaction.Refund;
import io.berth.pay.ledger.LedgerTransaction.Target;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Vocabulary of the ledger's tests: transactions of a merchant, its users and the issuer. */
final class LedgerTransactions {

  static final int COIN = 1;
  static final long MERCHANT = 999;
  static final String APP = "game";
  static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

  private LedgerTransactions() {}

  /** From the smallest amount of the scale to 10; both ends come often. */
  static String randomAmount(Random random, int scale) {
    long most = BigInteger.TEN.pow(scale + 1).longValueExact();
    long units =
        switch (random.nextInt(10)) {
          case 0 -> 1;
          case 1 -> most;
          default -> random.nextLong(1, most + 1);
        };
    return BigDecimal.valueOf(units, scale).toPlainString();
  }

  static LedgerTransaction transfer(String reference, long uid, String amount) {
    return transfer(
        reference,
        Purpose.of(Purpose.Type.OPENING_BALANCE),
        posting(Account.issuer(Realm.LIVE), open(uid), amount));
  }

  static LedgerTransaction holding(String reference, long uid, String amount) {
    return transfer(
        reference, Purpose.of(Purpose.Type.PAYMENT), posting(open(uid), open(uid).held(), amount));
  }

  static LedgerTransaction releasing(String reference, long uid, String amount) {
    return transfer(
        reference, Purpose.of(Purpose.Type.PAYMENT), posting(open(uid).held(), open(uid), amount));
  }

  static LedgerTransaction transfer(String reference, Purpose purpose, Posting posting) {
    return new LedgerTransaction(
        new Target.InternalTransfer(reference, purpose), null, null, List.of(posting), "request-1");
  }

  static LedgerTransaction payment(String tradeNo, long uid, String amount, String fee) {
    return payment(COIN, tradeNo, uid, amount, fee);
  }

  static LedgerTransaction payment(int coin, String tradeNo, long uid, String amount, String fee) {
    List<Posting> postings = new ArrayList<>();
    BigDecimal commission = new BigDecimal(fee);
    BigDecimal rest = new BigDecimal(amount).subtract(commission);
    postings.add(new Posting(open(uid), open(MERCHANT), rest, coin));
    if (commission.signum() > 0) {
      postings.add(new Posting(open(uid), Account.commission(MERCHANT), commission, coin));
    }
    return new LedgerTransaction(
        order(
            tradeNo,
            uid,
            new OrderAmount(coin, new BigDecimal(amount), commission),
            Direction.USER_TO_APP),
        null,
        null,
        postings,
        "request-1");
  }

  static LedgerTransaction paymentOf(long pendingOrder, long uid, String amount) {
    return new LedgerTransaction(
        new Target.PendingOrder(pendingOrder, new OrderUser(uid, null)),
        null,
        null,
        List.of(posting(open(uid), open(MERCHANT), amount)),
        "request-1");
  }

  static LedgerTransaction payout(String tradeNo, long uid, String amount, @Nullable String limit) {
    return toUser(
        tradeNo,
        uid,
        amount,
        new PayoutLimit(TODAY, limit == null ? null : new BigDecimal(limit)),
        null);
  }

  static LedgerTransaction refund(
      String tradeNo, long orderId, String original, long uid, String amount) {
    return toUser(tradeNo, uid, amount, null, new Refund(orderId, original, true));
  }

  private static LedgerTransaction toUser(
      String tradeNo,
      long uid,
      String amount,
      @Nullable PayoutLimit limit,
      @Nullable Refund refund) {
    return new LedgerTransaction(
        order(
            tradeNo,
            uid,
            OrderAmount.withoutFee(COIN, new BigDecimal(amount)),
            Direction.APP_TO_USER),
        limit,
        refund,
        List.of(posting(open(MERCHANT), open(uid), amount)),
        "request-1");
  }

  private static Target order(String tradeNo, long uid, OrderAmount amount, Direction direction) {
    return new Target.NewOrder(
        new OrderDraft(
            APP,
            tradeNo,
            new OrderUser(uid, null),
            amount,
            direction,
            AccountKind.OPEN,
            Map.of("note", "\"{1,2}\\")));
  }

  static Posting posting(Account source, Account destination, String amount) {
    return new Posting(source, destination, new BigDecimal(amount), COIN);
  }

  static Account open(long uid) {
    return Account.of(uid, AccountKind.OPEN);
  }
}
