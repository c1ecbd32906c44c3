package io.berth.did.company;

import io.berth.api.Outcome;
import io.berth.api.audit.AuditFilter;
import io.berth.api.audit.AuditOutcome.AuditEntry;
import io.berth.api.audit.AuditOutcome.CompanyAuditPage;
import io.berth.api.audit.AuditOutcome.Person;
import io.berth.service.audit.AuditLog;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Reads the audit records of a company and its apps for its owners. Reasons of operators are for
 * operators only.
 */
@Repository
final class CompanyAudit {
  private final AuditLog audit;
  private final DatabaseClient database;

  CompanyAudit(AuditLog audit, DatabaseClient database) {
    this.audit = audit;
    this.database = database;
  }

  Mono<Outcome> read(String companyId, AuditFilter filter) {
    return objects(companyId)
        .flatMap(objects -> audit.readAbout(objects, filter))
        .map(page -> page.entries().stream().map(CompanyAudit::forOwners).toList())
        .flatMap(
            entries ->
                people(entries).map(people -> (Outcome) new CompanyAuditPage(entries, people)));
  }

  private Mono<List<String>> objects(String companyId) {
    return database
        .sql(
            """
            select 'company/' || company_id from companies where company_id = :companyId
            union all select 'app/' || app_id from apps where company_id = :companyId
            """)
        .bind("companyId", companyId)
        .mapValue(String.class)
        .all()
        .collectList();
  }

  /** Only what operators do in the console has a reason. */
  private static AuditEntry forOwners(AuditEntry entry) {
    return entry.reason().isEmpty() && entry.tool() == null
        ? entry
        : new AuditEntry(
            entry.id(),
            entry.at(),
            null,
            entry.tool(),
            entry.action(),
            entry.object(),
            "",
            entry.details(),
            null,
            entry.requestId());
  }

  private Mono<List<Person>> people(List<AuditEntry> entries) {
    Long[] uids =
        entries.stream()
            .map(AuditEntry::actorUid)
            .filter(Objects::nonNull)
            .distinct()
            .toArray(Long[]::new);
    return database
        .sql("select uid, login, name from accounts where uid = any (:uids)")
        .bind("uids", uids)
        .mapProperties(Person.class)
        .all()
        .collectList();
  }
}
