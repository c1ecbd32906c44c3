package io.berth.pay.bank.withdrawal;

import io.berth.api.Outcome;
import io.berth.api.bank.BankOutcome;
import io.berth.api.bank.BankOutcome.WithdrawalExport;
import io.berth.api.bank.BankOutcome.WithdrawalLine;
import io.berth.api.bank.WithdrawalCommand.ReadWithdrawals;
import io.berth.pay.access.Amounts;
import io.berth.pay.bank.Ibans;
import io.berth.pay.bank.WithdrawalProperties;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Reads withdrawals and files. */
@Repository
class WithdrawalViews {
  private static final int PAGE = 50;
  private static final int EXPORTS = 10;

  private final DatabaseClient database;
  private final WithdrawalProperties properties;

  WithdrawalViews(DatabaseClient database, WithdrawalProperties properties) {
    this.database = database;
    this.properties = properties;
  }

  /** A page of withdrawals, newest first, with the latest files. */
  Mono<Outcome> page(ReadWithdrawals read) {
    return database
        .sql(
            Withdrawals.SELECT
                + """
                where w.id < coalesce(:before, 9223372036854775807)
                  and (not :waiting or w.state in ('HELD', 'APPROVED', 'EXPORTED'))
                order by w.id desc limit :limit
                """)
        .bind("before", Parameters.in(R2dbcType.BIGINT, read.before()))
        .bind("waiting", read.waiting())
        .bind("limit", PAGE + 1)
        .mapProperties(Withdrawal.class)
        .all()
        .map(WithdrawalViews::line)
        .collectList()
        .zipWith(exports())
        .map(
            both -> {
              List<WithdrawalLine> found = both.getT1();
              return new BankOutcome.Withdrawals(
                  found.subList(0, Math.min(PAGE, found.size())),
                  found.size() > PAGE,
                  both.getT2(),
                  properties.approvalAbove());
            });
  }

  /** An app's latest, newest first. */
  Mono<List<WithdrawalLine>> ofApp(String appId) {
    return database
        .sql(Withdrawals.SELECT + "where w.app_id = :app order by w.id desc limit :limit")
        .bind("app", appId)
        .bind("limit", PAGE)
        .mapProperties(Withdrawal.class)
        .all()
        .map(WithdrawalViews::line)
        .collectList();
  }

  private static WithdrawalLine line(Withdrawal withdrawal) {
    return new WithdrawalLine(
        withdrawal.id(),
        withdrawal.uid(),
        withdrawal.coin(),
        Amounts.canonical(withdrawal.amount()),
        Amounts.canonical(withdrawal.money()),
        withdrawal.currency(),
        Ibans.grouped(withdrawal.iban()),
        withdrawal.holder(),
        withdrawal.state(),
        withdrawal.returned(),
        withdrawal.requestedAt(),
        withdrawal.appId());
  }

  private Mono<List<WithdrawalExport>> exports() {
    return database
        .sql(
            """
            select id, message_id, payments, total, created_by, created_at from bank_exports
            order by id desc limit :limit
            """)
        .bind("limit", EXPORTS)
        .mapProperties(WithdrawalExport.class)
        .all()
        .collectList();
  }
}
