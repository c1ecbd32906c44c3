package io.berth.console.audit;

import io.berth.api.audit.AuditOutcome.AuditEntry;
import io.berth.console.export.Csv;
import java.util.stream.Collectors;

/** Writes the audit log as a CSV file. */
public final class AuditFile {

  private AuditFile() {}

  public static String header() {
    return Csv.row(
        "time",
        "service",
        "id",
        "actor_uid",
        "action",
        "object",
        "reason",
        "details",
        "address",
        "request_id",
        "tool");
  }

  /**
   * @param service that recorded it
   */
  public static String row(String service, AuditEntry entry) {
    return Csv.row(
        entry.at(),
        service,
        entry.id(),
        entry.actorUid(),
        entry.action(),
        entry.object(),
        entry.reason(),
        details(entry),
        entry.address(),
        entry.requestId(),
        entry.tool());
  }

  private static String details(AuditEntry entry) {
    return entry.details().entrySet().stream()
        .map(detail -> detail.getKey() + "=" + detail.getValue())
        .sorted()
        .collect(Collectors.joining("; "));
  }
}
