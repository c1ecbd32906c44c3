package io.berth.did.company;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.service.audit.AuditedChanges;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Changes companies and writes the difference to the audit log. */
@Component
class AuditedCompanies {
  private final CompanyAuditFields fields;
  private final AuditedChanges changes;

  AuditedCompanies(CompanyAuditFields fields, AuditedChanges changes) {
    this.fields = fields;
    this.changes = changes;
  }

  /**
   * Changes one company at a time: two owners who remove each other at once must not leave a
   * company without owners.
   */
  Mono<Outcome> write(String action, String companyId, Caller caller, Mono<Outcome> change) {
    return changes.write(caller, action, "company/" + companyId, fields.of(companyId), change);
  }
}
