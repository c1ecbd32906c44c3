package io.berth.pay.operator;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.operator.OperatorPayCommand;
import io.berth.api.operator.OperatorPayCommand.DecideAdjustment;
import io.berth.api.operator.OperatorPayCommand.DecidePayChange;
import io.berth.api.operator.OperatorPayCommand.ReadAdjustments;
import io.berth.api.operator.OperatorPayCommand.ReadAllCoins;
import io.berth.api.operator.OperatorPayCommand.ReadBooks;
import io.berth.api.operator.OperatorPayCommand.ReadConversions;
import io.berth.api.operator.OperatorPayCommand.ReadPayAudit;
import io.berth.api.operator.OperatorPayCommand.ReadPayChanges;
import io.berth.api.operator.OperatorPayCommand.ReadSuspense;
import io.berth.api.operator.OperatorPayCommand.ReadUserBalances;
import io.berth.api.operator.OperatorPayCommand.RequestAdjustment;
import io.berth.api.operator.OperatorPayCommand.SetCoin;
import io.berth.pay.appaccount.FormerAccounts;
import io.berth.service.audit.AuditLog;
import io.berth.service.change.PendingChanges;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Hands each operator's command to whom it concerns; the command endpoint has checked who asks. */
@Component
public class OperatorPayCommands {
  private final LedgerViews books;
  private final OperatorCoins coins;
  private final Adjustments adjustments;
  private final PendingChanges changes;
  private final FormerAccounts formerAccounts;
  private final AuditLog audit;

  OperatorPayCommands(
      LedgerViews books,
      OperatorCoins coins,
      Adjustments adjustments,
      PendingChanges changes,
      FormerAccounts formerAccounts,
      AuditLog audit) {
    this.books = books;
    this.coins = coins;
    this.adjustments = adjustments;
    this.changes = changes;
    this.formerAccounts = formerAccounts;
    this.audit = audit;
  }

  public Mono<Outcome> handle(OperatorPayCommand command, Caller caller) {
    return switch (command) {
      case ReadBooks _ -> books.read();
      case ReadAllCoins _ -> coins.all();
      case SetCoin set -> coins.set(set, caller);
      case ReadUserBalances(long uid) -> books.balances(uid);
      case RequestAdjustment request -> adjustments.request(request, caller);
      case DecideAdjustment decide -> adjustments.decide(decide, caller);
      case ReadAdjustments read -> adjustments.read(read);
      case ReadPayChanges read -> changes.read(read.waiting(), read.before());
      case DecidePayChange decide ->
          changes.decide(decide.id(), decide.decision(), decide.reason(), caller);
      case ReadSuspense _ -> formerAccounts.suspense();
      case ReadConversions _ -> books.conversions();
      case ReadPayAudit read -> audit.read(read.filter()).<Outcome>map(page -> page);
    };
  }
}
