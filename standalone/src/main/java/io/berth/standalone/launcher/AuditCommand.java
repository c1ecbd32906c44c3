package io.berth.standalone.launcher;

import io.berth.api.Outcome;
import io.berth.api.operator.LedgerAuditCommand.AuditLedger;
import io.berth.api.operator.OperatorPayOutcome.AuditPass;
import io.berth.api.operator.OperatorPayOutcome.AuditReport;
import io.berth.api.operator.OperatorPayOutcome.BooksDifference;
import io.berth.standalone.bootstrap.BootstrapClient;
import io.berth.standalone.cli.Progress;
import io.berth.standalone.cli.UserError;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Runs the command {@code audit}: adds up every entry of a suite's ledger, and tells what differs.
 */
public final class AuditCommand {

  private static final int DIFFERENT = 1;
  private static final Duration LIMIT = Duration.ofHours(2);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private AuditCommand() {}

  /**
   * @return 0 where every balance is what its entries say
   * @throws UserError if the pass does not end, or the suite does not answer
   */
  public static int run(BootstrapClient suite, Progress progress) throws InterruptedException {
    Instant deadline = Instant.now().plus(LIMIT);
    AuditReport report = report(suite, true);
    progress.say("A full pass adds up every entry …");
    while (report.running()) {
      if (Instant.now().isAfter(deadline)) {
        throw new UserError("The pass has not ended after " + LIMIT.toHours() + " hours.");
      }
      Thread.sleep(PAUSE);
      report = report(suite, false);
    }
    report.passes().stream().filter(AuditPass::full).forEach(pass -> progress.say(line(pass)));
    report.differences().forEach(difference -> progress.say(line(difference)));
    return report.differences().isEmpty() ? 0 : DIFFERENT;
  }

  private static AuditReport report(BootstrapClient suite, boolean start) {
    Outcome outcome = suite.send(new AuditLedger(start));
    if (outcome instanceof AuditReport report) {
      return report;
    }
    throw new UserError("The auditor does not answer: " + outcome);
  }

  private static String line(AuditPass pass) {
    return pass.differences() == 0
        ? "Every balance is what its entries say, at " + pass.finishedAt() + "."
        : pass.differences() + " account(s) are wrong, at " + pass.finishedAt() + ":";
  }

  private static String line(BooksDifference one) {
    return "  account "
        + one.accountId()
        + " ("
        + one.kind()
        + " of "
        + one.owner()
        + "): balance "
        + text(one.balance())
        + " in "
        + one.entries()
        + " entries, entries say "
        + text(one.trueBalance())
        + " in "
        + one.trueEntries()
        + " ("
        + one.coin()
        + ")"
        + (one.missingEntry() == null ? "" : "; entry " + one.missingEntry() + " is missing")
        + (one.transferId() == null ? "" : "; first bad transaction " + one.transferId());
  }

  private static String text(@Nullable BigDecimal amount) {
    return amount == null ? "–" : amount.toPlainString();
  }
}
