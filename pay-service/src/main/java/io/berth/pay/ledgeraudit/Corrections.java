package io.berth.pay.ledgeraudit;

import static io.berth.service.sql.Rows.value;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Outcome.Refusal;
import io.berth.api.change.PendingChange.Difference;
import io.berth.api.operator.LedgerAuditCommand.ApplyCorrection;
import io.berth.api.operator.OperatorPayCommand.CorrectBooks;
import io.berth.api.operator.OperatorPayOutcome.BooksDifference;
import io.berth.service.change.PendingChanges;
import io.berth.service.change.Proposal;
import java.math.BigDecimal;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Sets accounts right that the auditor found wrong. A correction is a ledger transaction; another
 * operator confirms it before it is posted, whatever it is worth.
 */
@Component
public class Corrections {
  private static final Logger log = LoggerFactory.getLogger(Corrections.class);

  private final AuditDifferences differences;
  private final Auditor auditor;
  private final DatabaseClient database;

  Corrections(AuditDifferences differences, Auditor auditor, DatabaseClient database) {
    this.differences = differences;
    this.auditor = auditor;
    this.database = database;
  }

  /** Asks for a correction of a known difference. */
  public Mono<Outcome> propose(CorrectBooks asked, PendingChanges changes, Caller caller) {
    return differences
        .of(asked.accountId())
        .flatMap(found -> propose(found, asked, changes, caller))
        .defaultIfEmpty(Invalid.of("account", "unknown"));
  }

  private static Mono<Outcome> propose(
      BooksDifference found, CorrectBooks asked, PendingChanges changes, Caller caller) {
    BigDecimal balance = found.balance();
    BigDecimal frozen = found.frozen();
    if (balance == null || frozen == null || asked.keep() && "ISSUER".equals(found.kind())) {
      return Mono.just(Invalid.of("account", "not-correctable"));
    }
    Difference change =
        asked.keep()
            ? new Difference("entries_sum", text(found.trueBalance()), text(balance))
            : new Difference("balance", text(balance), text(found.trueBalance()));
    return changes.propose(
        new Proposal(
            "books.correct",
            "account/" + found.accountId(),
            List.of(change),
            asked.reason(),
            new ApplyCorrection(
                found.accountId(),
                balance,
                frozen,
                found.trueBalance(),
                found.trueFrozen(),
                asked.keep())),
        caller);
  }

  private static String text(BigDecimal amount) {
    return amount.toPlainString();
  }

  /**
   * Posts a confirmed correction, once per change, and asks for a full pass; in the caller's
   * transaction.
   */
  public Mono<Outcome> apply(ApplyCorrection correction, long changeId) {
    return database
        .sql("select set_config('statement_timeout', '0', true)")
        .then()
        .then(
            database
                .sql(
                    """
                    select verdict, transfer_id from correct_account(:reference, :account, :balance,
                      :frozen, :trueBalance, :trueFrozen, :keep)
                    """)
                .bind("reference", "correction/" + changeId)
                .bind("account", correction.accountId())
                .bind("balance", correction.balance())
                .bind("frozen", correction.frozen())
                .bind("trueBalance", correction.trueBalance())
                .bind("trueFrozen", correction.trueFrozen())
                .bind("keep", correction.keep())
                .map(row -> value(row, "verdict", String.class))
                .one())
        .flatMap(verdict -> outcome(verdict, correction.accountId()));
  }

  private Mono<Outcome> outcome(String verdict, long accountId) {
    return switch (verdict) {
      case "POSTED", "EXISTS" -> auditor.request().thenReturn(new Outcome.Done());
      default -> {
        log.warn("the correction of account {} is not posted: {}", accountId, verdict);
        yield Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER, verdict));
      }
    };
  }
}
