package io.berth.pay.bank.line;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.bank.BankCommand.ApplyBankCredit;
import io.berth.api.change.ChangeOutcome.FourEyes;
import io.berth.api.change.PendingChange;
import io.berth.pay.bank.BankProperties;
import io.berth.pay.coin.Coins;
import io.berth.service.audit.AuditLog;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Approves credits of bank lines, and decides which need another operator. */
@Component
public class CreditApproval {
  private final BankLines lines;
  private final Coins coins;
  private final BankProperties bank;
  private final CreditPosting posting;
  private final AuditLog audit;

  CreditApproval(
      BankLines lines, Coins coins, BankProperties bank, CreditPosting posting, AuditLog audit) {
    this.lines = lines;
    this.coins = coins;
    this.bank = bank;
    this.posting = posting;
    this.audit = audit;
  }

  /**
   * Whether another operator has to confirm the credit: the receiver has to do with this one, or
   * the credits of a day come to more than one may make. Keeps the operator's other credits waiting
   * until the transaction ends.
   *
   * @param amount in the account's currency
   */
  Mono<Boolean> needsSecond(long confirmer, FourEyes standing, BigDecimal amount) {
    return lines
        .lockConfirmer(confirmer)
        .then(Mono.defer(() -> lines.creditedAlone(confirmer)))
        .map(alone -> standing.tied() || alone.add(amount).compareTo(bank.approvalAbove()) > 0);
  }

  /** Approves what one operator is enough for; false where the line is not open any more. */
  Mono<Boolean> approve(NewCredit credit, String reason, Caller caller) {
    return lines
        .approve(credit, Objects.requireNonNull(caller.uid()), null)
        .filter(Boolean::booleanValue)
        .flatMap(
            _ ->
                audit
                    .write(
                        caller,
                        "bank.credit",
                        "bank-line/" + credit.lineId(),
                        reason.strip(),
                        Map.of(
                            "uid",
                            Long.toString(credit.uid()),
                            "coin",
                            credit.coin().code(),
                            "amount",
                            credit.amount().toPlainString()))
                    .thenReturn(true))
        .defaultIfEmpty(false);
  }

  /** Approves what another operator has confirmed, in the caller's transaction. */
  public Mono<Outcome> apply(ApplyBankCredit command, PendingChange change) {
    return coins
        .byCode(command.coin())
        .map(
            coin ->
                new NewCredit(
                    command.lineId(),
                    command.topUpId(),
                    command.withdrawalId(),
                    command.uid(),
                    coin,
                    command.credit()))
        .flatMap(
            credit ->
                lines.approve(credit, Objects.requireNonNull(change.requestedBy()), change.id()))
        .<Outcome>map(
            approved -> {
              posting.postSoon();
              return approved ? new Outcome.Done() : Invalid.of("id", "decided");
            })
        .defaultIfEmpty(Invalid.of("coin", "unknown"));
  }
}
