package io.berth.pay.operator;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.operator.LedgerAuditCommand.ApplyCorrection;
import io.berth.api.operator.LedgerAuditCommand.AuditLedger;
import io.berth.api.operator.OperatorPayCommand.CorrectBooks;
import io.berth.api.operator.OperatorPayCommand.ReadAuditReport;
import io.berth.api.operator.OperatorPayCommand.StartAudit;
import io.berth.pay.access.Access;
import io.berth.pay.ledgeraudit.AuditDifferences;
import io.berth.pay.ledgeraudit.Auditor;
import io.berth.pay.ledgeraudit.Corrections;
import io.berth.service.audit.AuditLog;
import io.berth.service.change.PendingChanges;
import io.berth.service.command.CommandHandlers;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Handles commands about the auditor. */
@Configuration(proxyBeanMethods = false)
class AuditCommands {

  @Bean
  CommandHandlers ledgerAuditCommands(
      Auditor auditor,
      AuditDifferences differences,
      Corrections corrections,
      PendingChanges changes,
      AuditLog audit) {
    return CommandHandlers.builder()
        .on(ReadAuditReport.class, (_, _) -> differences.report())
        .on(
            StartAudit.class,
            (_, caller) -> start(auditor, audit, caller).thenReturn(new Outcome.Done()))
        .on(CorrectBooks.class, (asked, caller) -> corrections.propose(asked, changes, caller))
        .on(
            AuditLedger.class,
            (asked, caller) -> {
              Access.requireOperator(caller);
              Mono<Void> started =
                  asked.start() ? start(auditor, audit, caller) : Mono.<Void>empty();
              return started.then(differences.report());
            })
        .on(ApplyCorrection.class, (_, _) -> Mono.just(Outcome.Refusal.of(ErrorCode.NO_PERMISSION)))
        .build();
  }

  private static Mono<Void> start(Auditor auditor, AuditLog audit, Caller caller) {
    return audit.write(caller, "books.audit", "platform", "", Map.of()).then(auditor.start());
  }
}
