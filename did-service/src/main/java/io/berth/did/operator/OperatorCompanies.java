package io.berth.did.operator;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.app.ManagementCommand.PutCompany;
import io.berth.api.operator.OperatorDidCommand.AddCompany;
import io.berth.api.operator.OperatorDidCommand.EnableCompany;
import io.berth.api.operator.OperatorDidCommand.SearchCompanies;
import io.berth.api.operator.OperatorDidOutcome.Companies;
import io.berth.api.operator.OperatorDidOutcome.CompanyLine;
import io.berth.did.company.CompanyRows;
import io.berth.did.company.CompanyUpdates;
import io.berth.service.audit.AuditedChanges;
import io.berth.service.audit.AuditedChanges.Action;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads companies for operators and carries out decisions about them. */
@Component
class OperatorCompanies {
  private static final int PAGE = 50;

  private final DatabaseClient database;
  private final CompanyRows companies;
  private final CompanyUpdates updates;
  private final AuditedChanges audited;

  OperatorCompanies(
      DatabaseClient database,
      CompanyRows companies,
      CompanyUpdates updates,
      AuditedChanges audited) {
    this.database = database;
    this.companies = companies;
    this.updates = updates;
    this.audited = audited;
  }

  Mono<Outcome> search(SearchCompanies search) {
    return database
        .sql(
            """
            select c.company_id, c.name::text as name, c.enabled, c.created_at,
              (select count(*)::int from apps a
                where a.company_id = c.company_id and a.app_id not like 'test:%') as apps
            from companies c
            where c.company_id > :after
              and (:search = '' or position(:search in c.company_id) > 0
                or position(:search in lower(c.name::text)) > 0)
            order by c.company_id limit :limit
            """)
        .bind("after", search.after())
        .bind("search", Columns.needle(search.search()))
        .bind("limit", PAGE + 1)
        .map(OperatorCompanies::line)
        .all()
        .collectList()
        .map(found -> new Companies(Columns.page(found, PAGE), found.size() > PAGE));
  }

  private static CompanyLine line(Readable row) {
    return new CompanyLine(
        Columns.text(row, "company_id"),
        Columns.names(row),
        Boolean.TRUE.equals(row.get("enabled", Boolean.class)),
        Objects.requireNonNull(row.get("apps", Integer.class)),
        Objects.requireNonNull(row.get("created_at", Instant.class)));
  }

  Mono<Outcome> add(AddCompany add, Caller caller) {
    String id = add.newCompanyId();
    if (add.name().values().stream().allMatch(String::isBlank)) {
      return Mono.just(Outcome.Invalid.of("name", "missing"));
    }
    Map<String, String> details = Map.of("name", String.join(" / ", add.name().values()));
    return audited.write(
        caller,
        new Action("company.add", "company/" + id, add.reason(), details),
        companies
            .exists(id)
            .flatMap(
                exists ->
                    exists
                        ? Mono.just(Outcome.Invalid.of("newCompanyId", "taken"))
                        : put(new PutCompany(id, add.name(), true), "newCompanyId")));
  }

  Mono<Outcome> enable(EnableCompany enable, Caller caller) {
    String id = enable.company();
    String name = enable.enabled() ? "company.enable" : "company.disable";
    return audited.write(
        caller,
        new Action(name, "company/" + id, enable.reason(), Map.of()),
        companies
            .exists(id)
            .flatMap(
                exists ->
                    exists
                        ? put(new PutCompany(id, null, enable.enabled()), "company")
                        : Mono.just(Outcome.Invalid.of("company", "unknown"))));
  }

  private Mono<Outcome> put(PutCompany put, String field) {
    return updates
        .put(put)
        .map(
            outcome ->
                outcome instanceof Outcome.Success
                    ? new Outcome.Done()
                    : Outcome.Invalid.of(field, "malformed"));
  }
}
