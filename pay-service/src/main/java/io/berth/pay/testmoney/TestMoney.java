package io.berth.pay.testmoney;

import io.berth.api.AccountKind;
import io.berth.api.Realm;
import io.berth.pay.access.Amounts;
import io.berth.pay.coin.Coin;
import io.berth.pay.coin.Coins;
import io.berth.pay.ledger.Account;
import io.berth.pay.ledger.Ledger;
import io.berth.pay.ledger.LedgerTransaction;
import io.berth.pay.ledger.LedgerTransaction.Target;
import io.berth.pay.ledger.Posting;
import io.berth.pay.ledger.PostingOutcome;
import io.berth.pay.ledger.Purpose;
import io.berth.service.key.Randomness;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Gives people and apps of test money from the issuer's account of test. */
@Component
class TestMoney {

  private static final Pattern AMOUNT = Pattern.compile("\\d{1,6}([.]\\d{1,18})?");
  private static final int SLOTS_PER_HOUR = 20;
  private static final int TRIES = 5;
  private static final int SECONDS_PER_HOUR = 3_600;

  private final Coins coins;
  private final Ledger ledger;
  private final InstantSource clock;

  TestMoney(Coins coins, Ledger ledger, InstantSource clock) {
    this.coins = coins;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * @param owner uid of test
   * @param amount less than 1,000,000, up to 20 times an hour
   * @return key of a message about what is wrong; empty where the money was given
   */
  Mono<String> give(long owner, AccountKind account, String coin, String amount, String requestId) {
    if (Realm.of(owner) != Realm.TEST) {
      return Mono.error(new IllegalArgumentException(owner + " is not of test"));
    }
    return coins
        .byCode(coin)
        .filter(_ -> AMOUNT.matcher(amount).matches())
        .filter(found -> Amounts.fits(new BigDecimal(amount), found))
        .map(found -> post(Account.of(owner, account), found, new BigDecimal(amount), requestId))
        .defaultIfEmpty(Mono.just("balances.problem.amount"))
        .flatMap(problem -> problem);
  }

  /** Each transfer takes one of the hour's slots; a slot that is taken says so. */
  private Mono<String> post(Account account, Coin coin, BigDecimal amount, String requestId) {
    return Mono.defer(
            () ->
                ledger.post(
                    new LedgerTransaction(
                        new Target.InternalTransfer(
                            slot(account, coin), Purpose.of(Purpose.Type.OPENING_BALANCE)),
                        null,
                        null,
                        List.of(
                            new Posting(Account.issuer(Realm.TEST), account, amount, coin.id())),
                        requestId)))
        .flatMap(
            outcome ->
                switch (outcome) {
                  case PostingOutcome.Posted _ -> Mono.just("");
                  case PostingOutcome.Exists _ -> Mono.<String>empty();
                  case PostingOutcome.Overloaded _ -> Mono.just("pay.problem.too-frequent");
                  case PostingOutcome.TooLittle _,
                      PostingOutcome.Frozen _,
                      PostingOutcome.OverLimit _,
                      PostingOutcome.OverCap _,
                      PostingOutcome.NotAllowed _,
                      PostingOutcome.WrongState _ ->
                      Mono.just("pay.problem.unavailable");
                })
        .repeatWhenEmpty(TRIES, tries -> tries)
        .onErrorReturn(IllegalStateException.class, "pay.problem.too-frequent")
        .filter(problem -> !problem.isEmpty());
  }

  private String slot(Account account, Coin coin) {
    return String.join(
        "/",
        "test-money",
        Long.toString(account.owner()),
        coin.code(),
        Long.toString(clock.instant().getEpochSecond() / SECONDS_PER_HOUR),
        Integer.toString(Randomness.generator().nextInt(SLOTS_PER_HOUR)));
  }
}
