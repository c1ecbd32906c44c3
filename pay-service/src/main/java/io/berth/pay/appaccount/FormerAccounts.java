package io.berth.pay.appaccount;

import static io.berth.service.sql.Rows.value;

import io.berth.api.Outcome;
import io.berth.api.operator.OperatorPayOutcome.Suspense;
import io.berth.api.operator.OperatorPayOutcome.SuspenseAccount;
import io.berth.api.operator.OperatorPayOutcome.SuspenseApp;
import io.berth.pay.access.Amounts;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Finds the accounts that apps had their money in before, and the money in suspense. */
@Repository
public class FormerAccounts {
  private final DatabaseClient database;

  FormerAccounts(DatabaseClient database) {
    this.database = database;
  }

  /**
   * @param until the app's money was there
   */
  public record Former(long uid, Instant until, boolean shared) {}

  /** Empty where the app never used a person's account. */
  public Mono<Former> ofApp(String appId) {
    return database
        .sql("select former_uid as uid, until, shared from former_accounts where app_id = :app")
        .bind("app", appId)
        .mapProperties(Former.class)
        .one();
  }

  /** Out of whose suspense account this account, an app's or the person's, may be given money. */
  public Mono<Long> suspenseFor(long uid) {
    return database
        .sql(
            """
            select former_uid from former_accounts where uid = :uid or former_uid = :uid limit 1
            """)
        .bind("uid", uid)
        .mapValue(Long.class)
        .one();
  }

  public Mono<Outcome> suspense() {
    return database
        .sql(
            """
            select a.owner, c.code, a.balance, f.app_id, f.uid
            from accounts a join coins c on c.id = a.coin_id
            join former_accounts f on f.former_uid = a.owner
            where a.kind = 'SUSPENSE' and a.balance > 0 order by a.owner, c.code, f.app_id
            """)
        .map(FormerAccounts::account)
        .all()
        .collectList()
        .map(FormerAccounts::grouped);
  }

  private static SuspenseAccount account(Readable row) {
    return new SuspenseAccount(
        value(row, "owner", Long.class),
        value(row, "code", String.class),
        Amounts.canonical(value(row, "balance", BigDecimal.class)),
        List.of(
            new SuspenseApp(value(row, "app_id", String.class), value(row, "uid", Long.class))));
  }

  private record Place(long formerUid, String coin) {}

  private static Outcome grouped(List<SuspenseAccount> rows) {
    Map<Place, SuspenseAccount> accounts = new LinkedHashMap<>();
    for (SuspenseAccount row : rows) {
      accounts.merge(
          new Place(row.formerUid(), row.coin()),
          row,
          (known, next) -> {
            List<SuspenseApp> apps = new ArrayList<>(known.apps());
            apps.addAll(next.apps());
            return new SuspenseAccount(known.formerUid(), known.coin(), known.amount(), apps);
          });
    }
    return new Suspense(List.copyOf(accounts.values()));
  }
}
