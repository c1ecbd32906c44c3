package io.berth.api.audit;

import io.berth.api.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entries of one service's audit log. */
public sealed interface AuditOutcome extends Outcome.ForConsole {

  /**
   * @param entries newest first
   */
  record AuditPage(List<AuditEntry> entries) implements AuditOutcome {}

  /**
   * @param id ascends within the service
   * @param actorUid null for the platform itself and for the operator's token
   * @param tool what carried the operator's token, {@link #TOKEN} where it did not say; null where
   *     none did
   * @param action for example {@code app.freeze}
   * @param object kind and id, for example {@code app/testapp}
   * @param details what was asked for, by name
   */
  record AuditEntry(
      long id,
      Instant at,
      @Nullable Long actorUid,
      @Nullable String tool,
      String action,
      String object,
      String reason,
      Map<String, String> details,
      @Nullable String address,
      String requestId) {
    public static final String TOKEN = "operator-token";
    public static final String BOOTSTRAP = "bootstrap";
  }

  /**
   * Changes of one company and its apps.
   *
   * @param entries newest first; of what operators did, without who, why and from where
   * @param people who did it, as far as the company may know them
   */
  record CompanyAuditPage(List<AuditEntry> entries, List<Person> people) implements AuditOutcome {}

  record Person(long uid, String login, String name) {}
}
