package io.berth.pay.bank.line;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.bank.BankCommand.CloseBankLine;
import io.berth.service.audit.AuditLog;
import io.berth.service.audit.Reasons;
import io.berth.service.command.CommandHandler;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Closes lines that are credited to nobody. */
@Component
class CloseLineHandler implements CommandHandler<CloseBankLine> {
  private final BankLines lines;
  private final AuditLog audit;
  private final TransactionalOperator transaction;

  CloseLineHandler(BankLines lines, AuditLog audit, TransactionalOperator transaction) {
    this.lines = lines;
    this.audit = audit;
    this.transaction = transaction;
  }

  @Override
  public Mono<Outcome> handle(CloseBankLine command, Caller caller) {
    if (!Reasons.isGiven(command.reason())) {
      return Mono.just(Invalid.of("reason", "missing"));
    }
    String action = command.returned() ? "bank.return" : "bank.ignore";
    return lines
        .close(command.lineId(), command.returned())
        .filter(Boolean::booleanValue)
        .flatMap(
            _ ->
                audit
                    .write(
                        caller,
                        action,
                        "bank-line/" + command.lineId(),
                        command.reason().strip(),
                        Map.of())
                    .<Outcome>thenReturn(new Outcome.Done()))
        .defaultIfEmpty(Invalid.of("id", "decided"))
        .as(transaction::transactional);
  }
}
