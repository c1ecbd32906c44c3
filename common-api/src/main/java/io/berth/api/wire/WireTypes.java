package io.berth.api.wire;

import io.berth.api.Command;
import io.berth.api.Outcome;
import io.berth.api.account.AccountOutcome;
import io.berth.api.account.ApiSessionCommand;
import io.berth.api.account.PayerCommand;
import io.berth.api.app.AccessCommand;
import io.berth.api.app.AccountMoveCommand;
import io.berth.api.app.AccountMoveOutcome;
import io.berth.api.app.AppCommand;
import io.berth.api.app.AppOutcome;
import io.berth.api.app.ManagementCommand;
import io.berth.api.application.ApplicationCommand;
import io.berth.api.application.ApplicationOutcome;
import io.berth.api.audit.AuditOutcome;
import io.berth.api.balance.BalanceCommand;
import io.berth.api.balance.BalanceOutcome;
import io.berth.api.balance.StatementCommand;
import io.berth.api.balance.StatementOutcome;
import io.berth.api.balance.TestMoneyCommand;
import io.berth.api.bank.AppWithdrawalCommand;
import io.berth.api.bank.AppWithdrawalOutcome;
import io.berth.api.bank.BankAccountNotice;
import io.berth.api.bank.BankCommand;
import io.berth.api.bank.BankOutcome;
import io.berth.api.bank.WithdrawalCommand;
import io.berth.api.change.ChangeOutcome;
import io.berth.api.change.FourEyesCommand;
import io.berth.api.company.CompanyCommand;
import io.berth.api.company.CompanyOutcome;
import io.berth.api.company.LegalCommand;
import io.berth.api.company.LegalOutcome;
import io.berth.api.delivery.DeadLetterCommand;
import io.berth.api.delivery.DeadLetterOutcome;
import io.berth.api.delivery.DeliveryCommand;
import io.berth.api.delivery.DeliveryOutcome;
import io.berth.api.delivery.DrillCommand;
import io.berth.api.delivery.DrillOutcome;
import io.berth.api.delivery.OutageNotice;
import io.berth.api.deposit.DepositCommand;
import io.berth.api.deposit.DepositOutcome;
import io.berth.api.deposit.HeldDepositCommand;
import io.berth.api.dispute.DisputeCommand;
import io.berth.api.dispute.DisputeOutcome;
import io.berth.api.doctor.DoctorCommand;
import io.berth.api.doctor.DoctorOutcome;
import io.berth.api.launch.ClosingCommand;
import io.berth.api.launch.LaunchCommand;
import io.berth.api.launch.LaunchOutcome;
import io.berth.api.operator.LedgerAuditCommand;
import io.berth.api.operator.OperatorDidCommand;
import io.berth.api.operator.OperatorDidOutcome;
import io.berth.api.operator.OperatorPayCommand;
import io.berth.api.operator.OperatorPayOutcome;
import io.berth.api.order.OrderCommand;
import io.berth.api.order.OrderOutcome;
import io.berth.api.order.PaidEventCommand;
import io.berth.api.order.PaidEventOutcome;
import io.berth.api.order.PaymentCommand;
import io.berth.api.order.PaymentOutcome;
import io.berth.api.order.RefundNotice;
import io.berth.api.person.PersonCommand;
import io.berth.api.person.PersonOutcome;
import io.berth.api.reconciliation.ReconciliationCommand;
import io.berth.api.reconciliation.ReconciliationOutcome;
import io.berth.api.search.SearchCommand;
import io.berth.api.search.SearchOutcome;
import io.berth.api.terms.TermsCommand;
import io.berth.api.terms.TermsOutcome;
import io.berth.api.testclock.TestClockCommand;
import io.berth.api.testclock.TestClockOutcome;
import io.berth.api.token.TokenCommand;
import io.berth.api.token.TokenOutcome;
import io.berth.api.totals.CallbackTotalsCommand;
import io.berth.api.totals.OrderTotalsCommand;
import io.berth.api.totals.TotalsOutcome;
import io.berth.api.user.UserCommand;
import io.berth.api.user.UserOutcome;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lists the records of all commands and outcomes. JSON names them by their simple names, so that
 * each name stands for one record.
 */
public final class WireTypes {
  private static final List<Class<?>> GROUPS =
      List.of(
          Outcome.class,
          AccountOutcome.class,
          ApiSessionCommand.class,
          PayerCommand.class,
          AccessCommand.class,
          AccountMoveCommand.class,
          AccountMoveOutcome.class,
          AppCommand.class,
          AppOutcome.class,
          ManagementCommand.class,
          ApplicationCommand.class,
          ApplicationOutcome.class,
          AuditOutcome.class,
          BankCommand.class,
          BankOutcome.class,
          WithdrawalCommand.class,
          AppWithdrawalCommand.class,
          AppWithdrawalOutcome.class,
          BankAccountNotice.class,
          BalanceCommand.class,
          BalanceOutcome.class,
          StatementCommand.class,
          TestMoneyCommand.class,
          StatementOutcome.class,
          ChangeOutcome.class,
          FourEyesCommand.class,
          CompanyCommand.class,
          CompanyOutcome.class,
          LegalCommand.class,
          LegalOutcome.class,
          SearchCommand.class,
          SearchOutcome.class,
          DeadLetterCommand.class,
          DeadLetterOutcome.class,
          DeliveryCommand.class,
          DeliveryOutcome.class,
          DrillCommand.class,
          DrillOutcome.class,
          DepositCommand.class,
          DepositOutcome.class,
          HeldDepositCommand.class,
          DisputeCommand.class,
          DisputeOutcome.class,
          DoctorCommand.class,
          DoctorOutcome.class,
          OperatorDidCommand.class,
          OperatorDidOutcome.class,
          OperatorPayCommand.class,
          ClosingCommand.class,
          LaunchCommand.class,
          LaunchOutcome.class,
          LedgerAuditCommand.class,
          OperatorPayOutcome.class,
          OrderCommand.class,
          OrderOutcome.class,
          PaidEventCommand.class,
          PaidEventOutcome.class,
          PaymentCommand.class,
          PaymentOutcome.class,
          PersonCommand.class,
          PersonOutcome.class,
          ReconciliationCommand.class,
          ReconciliationOutcome.class,
          RefundNotice.class,
          TermsCommand.class,
          TermsOutcome.class,
          OutageNotice.class,
          TestClockCommand.class,
          TestClockOutcome.class,
          TokenCommand.class,
          TokenOutcome.class,
          OrderTotalsCommand.class,
          CallbackTotalsCommand.class,
          TotalsOutcome.class,
          UserCommand.class,
          UserOutcome.class);

  private WireTypes() {}

  /** Interfaces that hold the records of one topic each. */
  public static List<Class<?>> groups() {
    return GROUPS;
  }

  public static List<Class<?>> records() {
    return GROUPS.stream().flatMap(group -> recordsIn(group).stream()).toList();
  }

  /** Records of one of the {@link #groups}; HotSpot lists them from the last to the first. */
  public static List<Class<?>> recordsIn(Class<?> group) {
    return Stream.of(group.getDeclaredClasses())
        .filter(
            type ->
                type.isRecord()
                    && (Command.class.isAssignableFrom(type)
                        || Outcome.class.isAssignableFrom(type)))
        .<Class<?>>map(type -> type)
        .toList()
        .reversed();
  }
}
