package io.berth.service.audit;

import io.berth.api.Caller;
import io.berth.api.audit.AuditFilter;
import io.berth.api.audit.AuditOutcome.AuditEntry;
import io.berth.api.audit.AuditOutcome.AuditPage;
import io.berth.service.json.BerthJson;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/**
 * Stores audit records in a service's table {@code audit_log}, which its database role can only add
 * to. A record is written in the transaction of its change: neither exists without the other.
 */
public final class AuditLog {
  private static final int LARGEST_PAGE = 500;
  private static final String TOOL = "tool";
  private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};

  private static final String NOTHING = "select :concerned::text where false";

  private final DatabaseClient database;
  private final String related;

  public AuditLog(DatabaseClient database) {
    this(database, NOTHING);
  }

  /**
   * @param related selects the objects that concern object {@code :concerned} as well: a credit,
   *     for example, concerns the user whose account it is on
   */
  public AuditLog(DatabaseClient database, String related) {
    this.database = database;
    this.related = related;
  }

  /**
   * @param action for example {@code app.freeze}
   * @param object kind and id, for example {@code app/testapp}
   * @param reason as the person gave it; empty where no reason is asked for
   * @param details of the change; never a secret
   */
  public Mono<Void> write(
      Caller caller, String action, String object, String reason, Map<String, String> details) {
    return write(
        new Entry(
            caller.uid(),
            caller.address(),
            caller.requestId(),
            action,
            object,
            reason,
            json(
                caller.kind() == Caller.Kind.OPERATOR
                    ? withTool(details, caller.device())
                    : details)));
  }

  /** The tool that carries the operator's token stands for the person, who is unknown. */
  private static Map<String, String> withTool(Map<String, String> details, @Nullable String tool) {
    Map<String, String> all = new HashMap<>(details);
    all.put(TOOL, tool == null ? AuditEntry.TOKEN : tool);
    return all;
  }

  /** Writes a change that the platform makes by itself. */
  public Mono<Void> writeOwn(
      String requestId, String action, String object, Map<String, String> details) {
    return write(new Entry(null, null, requestId, action, object, "", json(details)));
  }

  private record Entry(
      @Nullable Long actorUid,
      @Nullable String address,
      String requestId,
      String action,
      String object,
      String reason,
      String details) {}

  private static String json(Map<String, String> details) {
    return BerthJson.mapper().writeValueAsString(details);
  }

  private Mono<Void> write(Entry entry) {
    return database
        .sql(
            """
            insert into audit_log (actor_uid, address, request_id, action, object, reason, details)
            values (:actorUid, :address, :requestId, :action, :object, :reason,
              cast(:details as jsonb))
            """)
        .bindProperties(entry)
        .then();
  }

  public Mono<AuditPage> read(AuditFilter filter) {
    String object = filter.requestId() == null ? filter.object() : null;
    return read(filter, object == null ? null : List.of(object), object);
  }

  /** Reads records about these objects alone, whichever the filter names. */
  public Mono<AuditPage> readAbout(List<String> objects, AuditFilter filter) {
    String object = filter.object();
    return read(
        filter, object == null ? objects : objects.stream().filter(object::equals).toList(), null);
  }

  private record Query(
      @Nullable Long before,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable Long actorUid,
      String @Nullable [] objects,
      @Nullable String concerned,
      @Nullable String requestId,
      int limit) {}

  private Mono<AuditPage> read(
      AuditFilter filter, @Nullable List<String> objects, @Nullable String concerned) {
    return database
        .sql(
            """
            select id, at, actor_uid, action, object, reason, details::text as details, address,
              request_id
            from audit_log
            where id < coalesce(:before, 9223372036854775807)
              and (:from::timestamptz is null or at >= :from)
              and (:to::timestamptz is null or at < :to)
              and (:actorUid::bigint is null or actor_uid = :actorUid)
              and (:requestId::text is null or request_id = :requestId)
              and (:objects::text[] is null or object = any (:objects || array(%s)))
            order by id desc limit :limit
            """
                .formatted(related))
        .bindProperties(
            new Query(
                filter.before(),
                filter.from(),
                filter.to(),
                filter.actorUid(),
                objects == null ? null : objects.toArray(String[]::new),
                concerned,
                filter.requestId(),
                Math.clamp(filter.limit(), 1, LARGEST_PAGE)))
        .map(AuditLog::entry)
        .all()
        .collectList()
        .map(AuditPage::new);
  }

  private static AuditEntry entry(Readable row) {
    Map<String, String> details =
        new TreeMap<>(
            BerthJson.mapper()
                .readValue(Objects.requireNonNull(row.get("details", String.class)), DETAILS));
    String tool = details.remove(TOOL);
    return new AuditEntry(
        Objects.requireNonNull(row.get("id", Long.class)),
        Objects.requireNonNull(row.get("at", Instant.class)),
        row.get("actor_uid", Long.class),
        tool,
        Objects.requireNonNull(row.get("action", String.class)),
        Objects.requireNonNull(row.get("object", String.class)),
        Objects.requireNonNull(row.get("reason", String.class)),
        details,
        row.get("address", String.class),
        Objects.requireNonNull(row.get("request_id", String.class)));
  }
}
