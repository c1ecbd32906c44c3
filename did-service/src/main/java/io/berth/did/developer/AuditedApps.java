package io.berth.did.developer;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.did.app.AppAuditFields;
import io.berth.service.audit.AuditedChanges;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Changes apps and writes the difference to the audit log. */
@Component
final class AuditedApps {
  private final AppAuditFields fields;
  private final AuditedChanges changes;

  AuditedApps(AppAuditFields fields, AuditedChanges changes) {
    this.fields = fields;
    this.changes = changes;
  }

  Mono<Outcome> write(String action, String appId, Caller caller, Mono<Outcome> change) {
    return changes.write(caller, action, "app/" + appId, fields.of(appId), change);
  }
}
