package io.berth.pay.order;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.PayCommand.GiveOpeningBalance;
import io.berth.pay.access.Amounts;
import io.berth.pay.access.Refused;
import io.berth.pay.coin.Coins;
import io.berth.pay.ledger.Account;
import io.berth.pay.ledger.Ledger;
import io.berth.pay.ledger.Posting;
import io.berth.pay.ledger.SettleOutcome;
import io.berth.pay.ledger.Settlement;
import io.berth.pay.ledger.Settlement.Target;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Where money comes from. */
@Component
class OpeningBalances {

  private final Coins coins;
  private final Ledger ledger;

  OpeningBalances(Coins coins, Ledger ledger) {
    this.coins = coins;
    this.ledger = ledger;
  }

  Mono<Outcome> give(GiveOpeningBalance command, String requestId) {
    if (command.uid() <= 0 || command.reference().isBlank()) {
      throw Refused.because(ErrorCode.BAD_PARAMETER, "uid and reference are needed");
    }
    return coins
        .byCode(command.coin())
        .switchIfEmpty(Refused.ifEmpty(ErrorCode.COIN_UNKNOWN, command.coin()))
        .doOnNext(coin -> Amounts.check(command.amount(), coin))
        .flatMap(
            coin ->
                ledger.settle(
                    new Settlement(
                        new Target.Gift(command.reference()),
                        null,
                        null,
                        List.of(
                            new Posting(
                                Account.issuer(),
                                Account.of(command.uid(), command.account()),
                                command.amount(),
                                coin.id())),
                        requestId)))
        .map(
            outcome ->
                switch (outcome) {
                  case SettleOutcome.Posted _, SettleOutcome.Exists _ -> new Outcome.Done();
                  case SettleOutcome.Overloaded _ -> Refusal.of(ErrorCode.TOO_FREQUENT);
                  case SettleOutcome.TooLittle _,
                      SettleOutcome.Frozen _,
                      SettleOutcome.OverLimit _,
                      SettleOutcome.OverCap _,
                      SettleOutcome.WrongState _ ->
                      Refusal.of(ErrorCode.INTERNAL, "a gift was refused: " + outcome);
                });
  }
}
