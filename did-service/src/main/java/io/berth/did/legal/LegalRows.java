package io.berth.did.legal;

import io.berth.api.company.LegalCommand.DecideLegal;
import io.berth.api.company.LegalCommand.SaveLegal;
import io.berth.api.company.LegalOutcome.Document;
import io.berth.api.company.LegalOutcome.LegalFound;
import io.berth.api.company.LegalOutcome.LegalState;
import io.berth.api.company.LegalOutcome.UncheckedCompany;
import io.berth.service.audit.Fact;
import io.berth.service.page.Names;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Stores legal details of companies. */
@Repository
class LegalRows {

  private final DatabaseClient database;
  private final Documents documents;

  LegalRows(DatabaseClient database, Documents documents) {
    this.database = database;
    this.documents = documents;
  }

  /** Empty where there is no such company. */
  Mono<LegalFound> find(String companyId) {
    return documents
        .of(companyId)
        .flatMap(
            documents ->
                database
                    .sql(
                        """
                        select c.company_id, c.name::text as name,
                          coalesce(l.legal_name, '') as legal_name,
                          coalesce(l.address, '') as address,
                          coalesce(l.registration, '') as registration,
                          coalesce(l.state, 'MISSING') as state, coalesce(l.version, 0) as version,
                          coalesce(l.reason, '') as reason, l.decided_at
                        from companies c left join company_legal l on l.company_id = c.company_id
                        where c.company_id = :companyId
                        """)
                    .bind("companyId", companyId)
                    .map(row -> found(row, documents))
                    .one());
  }

  private static LegalFound found(Readable row, List<Document> documents) {
    return new LegalFound(
        text(row, "company_id"),
        Names.read(text(row, "name")),
        text(row, "legal_name"),
        text(row, "address"),
        text(row, "registration"),
        LegalState.valueOf(text(row, "state")),
        Objects.requireNonNull(row.get("version", Long.class)),
        text(row, "reason"),
        row.get("decided_at", Instant.class),
        documents);
  }

  private static String text(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, String.class), column);
  }

  /** For the audit log. Holds the company's row until the transaction ends. */
  Mono<Map<String, Fact>> facts(String companyId) {
    return database
        .sql("select from companies where company_id = :companyId for no key update")
        .bind("companyId", companyId)
        .then()
        .then(find(companyId))
        .map(LegalRows::facts)
        .defaultIfEmpty(Map.of());
  }

  private static Map<String, Fact> facts(LegalFound legal) {
    Map<String, Fact> facts = new TreeMap<>();
    if (legal.state() != LegalState.MISSING) {
      facts.put("legal_name", Fact.of(legal.legalName()));
      facts.put("address", Fact.of(legal.address()));
      facts.put("registration", Fact.of(legal.registration()));
    }
    legal
        .documents()
        .forEach(document -> facts.put("document." + document.id(), Fact.of(document.name())));
    return facts;
  }

  /** Unchanged details stay as they were decided. */
  Mono<Void> save(SaveLegal save) {
    return database
        .sql(
            """
            insert into company_legal as l (company_id, legal_name, address, registration)
            values (:companyId, :legalName, :address, :registration)
            on conflict (company_id) do update set legal_name = excluded.legal_name,
              address = excluded.address, registration = excluded.registration,
              state = 'UNCHECKED', version = l.version + 1, changed_at = clock_timestamp(),
              reason = '', decided_by = null, decided_at = null
            where (l.legal_name, l.address, l.registration)
              <> (excluded.legal_name, excluded.address, excluded.registration)
            """)
        .bindProperties(save)
        .then();
  }

  /** Other documents have to be checked again. */
  Mono<Void> documentsChanged(String companyId) {
    return database
        .sql(
            """
            update company_legal set state = 'UNCHECKED', version = version + 1,
              changed_at = clock_timestamp(), reason = '', decided_by = null, decided_at = null
            where company_id = :companyId
            """)
        .bind("companyId", companyId)
        .then();
  }

  /** False where the details have changed since they were read. */
  Mono<Boolean> decide(DecideLegal decide, long operator) {
    return database
        .sql(
            """
            update company_legal set state = :state, reason = :reason, decided_by = :operator,
              decided_at = clock_timestamp()
            where company_id = :company and version = :version
            """)
        .bind("state", (decide.checked() ? LegalState.CHECKED : LegalState.REFUSED).name())
        .bind("reason", decide.reason().strip())
        .bind("operator", operator)
        .bind("company", decide.company())
        .bind("version", decide.version())
        .fetch()
        .rowsUpdated()
        .map(decided -> decided > 0);
  }

  Mono<List<UncheckedCompany>> unchecked(int limit) {
    return database
        .sql(
            """
            select company_id, legal_name, changed_at as since from company_legal
            where state = 'UNCHECKED' order by changed_at limit :limit
            """)
        .bind("limit", limit)
        .mapProperties(UncheckedCompany.class)
        .all()
        .collectList();
  }
}
