package io.berth.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who did what, as one service has written it down. */
public sealed interface AuditOutcome extends Outcome.ForConsole {

  /**
   * @param entries newest first
   */
  record AuditPage(List<AuditEntry> entries) implements AuditOutcome {}

  /**
   * @param id ascends within the service
   * @param actorUid null where the platform did it by itself
   * @param action for example {@code app.freeze}
   * @param object kind and id, for example {@code app/testapp}
   * @param details what was asked for, by name
   */
  record AuditEntry(
      long id,
      Instant at,
      @Nullable Long actorUid,
      String action,
      String object,
      String reason,
      Map<String, String> details,
      @Nullable String address,
      String requestId) {}
}
