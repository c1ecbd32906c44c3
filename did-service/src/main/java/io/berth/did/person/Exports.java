package io.berth.did.person;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.person.PersonCommand.ExportPerson;
import io.berth.service.audit.AuditedChanges;
import io.berth.service.audit.AuditedChanges.Action;
import java.util.Map;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Reads people's data for operators, each time with a record in the audit log. */
@Service
class Exports {

  private final PersonalRows rows;
  private final AuditedChanges audited;

  Exports(PersonalRows rows, AuditedChanges audited) {
    this.rows = rows;
    this.audited = audited;
  }

  Mono<Outcome> export(ExportPerson asked, String requestId) {
    return audited.write(
        Caller.of(Caller.Kind.CONSOLE, requestId)
            .withUid(asked.operator())
            .withAddress(asked.address()),
        new Action("user.export", "user/" + asked.uid(), asked.reason(), Map.of()),
        rows.read(asked.uid()).cast(Outcome.class).defaultIfEmpty(Invalid.of("uid", "unknown")));
  }
}
