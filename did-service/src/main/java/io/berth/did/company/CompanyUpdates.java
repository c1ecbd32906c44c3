package io.berth.did.company;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.app.ManagementCommand.PutCompany;
import io.berth.did.name.CompanyNames;
import io.berth.service.json.BerthJson;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.postgresql.codec.PostgresqlObjectId;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.util.List;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Creates companies and changes what a command names; apps are published with their company. */
@Component
public final class CompanyUpdates {
  private final CompanyNames names;
  private final List<CompanyListener> listeners;
  private final DatabaseClient database;
  private final TransactionalOperator transaction;

  CompanyUpdates(
      CompanyNames names,
      List<CompanyListener> listeners,
      DatabaseClient database,
      TransactionalOperator transaction) {
    this.names = names;
    this.listeners = List.copyOf(listeners);
    this.database = database;
    this.transaction = transaction;
  }

  public Mono<Outcome> put(PutCompany put) {
    String problem = CompanyRules.problem(put);
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
        .sql("insert into companies (company_id) values (:companyId) on conflict do nothing")
        .bind("companyId", put.companyId())
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
                    : Flux.fromIterable(listeners)
                        .concatMap(listener -> listener.companyChanged(put.companyId()))
                        .then());
  }

  private Mono<Long> change(PutCompany put) {
    Map<String, String> name = put.name();
    return database
        .sql(
            """
            update companies set name = coalesce(:name, name), enabled = coalesce(:enabled, enabled)
            where company_id = :companyId
              and (name <> coalesce(:name, name) or enabled <> coalesce(:enabled, enabled))
            """)
        .bind("companyId", put.companyId())
        .bind(
            "name",
            name == null
                ? Parameters.in(PostgresqlObjectId.JSONB)
                : Json.of(BerthJson.mapper().writeValueAsString(name)))
        .bind("enabled", Parameters.in(R2dbcType.BOOLEAN, put.enabled()))
        .fetch()
        .rowsUpdated();
  }
}
