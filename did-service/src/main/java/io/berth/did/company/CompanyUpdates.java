package io.berth.did.company;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.app.ManagementCommand.PutCompany;
import io.berth.did.app.AppRecords;
import io.berth.did.app.AppRules;
import io.berth.did.outbox.Outbox;
import io.r2dbc.postgresql.codec.PostgresqlObjectId;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Creates companies and brings them in line; their apps are published with them. */
@Component
public final class CompanyUpdates {
  private final AppRecords records;
  private final CompanyNames names;
  private final Outbox outbox;
  private final DatabaseClient database;
  private final TransactionalOperator transaction;

  CompanyUpdates(
      AppRecords records,
      CompanyNames names,
      Outbox outbox,
      DatabaseClient database,
      TransactionalOperator transaction) {
    this.records = records;
    this.names = names;
    this.outbox = outbox;
    this.database = database;
    this.transaction = transaction;
  }

  public Mono<Outcome> put(PutCompany put) {
    String problem = AppRules.problem(put);
    if (problem != null) {
      return Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER, problem));
    }
    return transaction
        .execute(
            transaction ->
                insert(put)
                    .then(assignNames(put))
                    .flatMap(
                        assigned -> {
                          if (!assigned) {
                            transaction.setRollbackOnly();
                            return Mono.just(
                                (Outcome)
                                    Refusal.of(
                                        ErrorCode.BAD_PARAMETER,
                                        "company name: another company carries it"));
                          }
                          return applyChange(put).thenReturn((Outcome) new Outcome.Done());
                        }))
        .single();
  }

  private Mono<Void> insert(PutCompany put) {
    return database
        .sql("insert into companies (company_id) values ($1) on conflict do nothing")
        .bind("$1", put.companyId())
        .then();
  }

  private Mono<Boolean> assignNames(PutCompany put) {
    return put.name() == null
        ? Mono.just(true)
        : names.assign(put.companyId(), put.name().values());
  }

  private Mono<Void> applyChange(PutCompany put) {
    return change(put)
        .flatMap(
            changed ->
                changed == 0
                    ? Mono.empty()
                    : records.touchAllOf(put.companyId()).concatMap(outbox::changed).then());
  }

  private Mono<Long> change(PutCompany put) {
    Map<String, String> name = put.name();
    return database
        .sql(
            """
            update companies set name = coalesce($2, name), enabled = coalesce($3, enabled)
            where company_id = $1
              and (name <> coalesce($2, name) or enabled <> coalesce($3, enabled))
            """)
        .bind("$1", put.companyId())
        .bind("$2", name == null ? Parameters.in(PostgresqlObjectId.JSONB) : AppRecords.json(name))
        .bind("$3", Parameters.in(R2dbcType.BOOLEAN, put.enabled()))
        .fetch()
        .rowsUpdated();
  }
}
