package io.berth.did.company;

import io.berth.service.audit.Fact;
import java.util.Map;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Describes a company and its people for the audit log. */
@Repository
public final class CompanyAuditFields {
  private final DatabaseClient database;

  CompanyAuditFields(DatabaseClient database) {
    this.database = database;
  }

  /** Nothing of a company that is not there. Holds its row until the transaction ends. */
  public Mono<Map<String, Fact>> of(String companyId) {
    return database
        .sql("select from companies where company_id = :companyId for no key update")
        .bind("companyId", companyId)
        .then()
        .then(read(companyId));
  }

  private Mono<Map<String, Fact>> read(String companyId) {
    return database
        .sql(
            """
            select 'enabled' as fact, enabled::text as shown, enabled::text as compared
            from companies where company_id = :companyId
            union all
            select 'name.' || n.key, n.value, n.value
            from companies, jsonb_each_text(name) n where company_id = :companyId
            union all
            select 'member.' || a.login, m.role, m.role
            from company_members m join accounts a on a.uid = m.uid where m.company_id = :companyId
            union all
            select 'invitation.' || login, role, role || encode(token_hash, 'hex')
            from company_invitations where company_id = :companyId
            """)
        .bind("companyId", companyId)
        .map(
            row ->
                Map.entry(
                    Objects.requireNonNull(row.get("fact", String.class)),
                    new Fact(
                        Objects.requireNonNull(row.get("shown", String.class)),
                        Objects.requireNonNull(row.get("compared", String.class)))))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }
}
