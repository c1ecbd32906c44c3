package io.berth.service.audit;

import io.berth.api.Caller;
import io.berth.api.audit.AuditFilter;
import io.berth.api.audit.AuditOutcome.AuditEntry;
import io.berth.api.audit.AuditOutcome.AuditPage;
import io.berth.service.json.BerthJson;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
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

  private static final String NOTHING = "select $7::text where false";

  private final DatabaseClient database;
  private final String related;

  public AuditLog(DatabaseClient database) {
    this(database, NOTHING);
  }

  /**
   * @param related selects the objects that concern object {@code $7} as well: a credit, for
   *     example, concerns the user whose account it is on
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
            caller.kind() == Caller.Kind.OPERATOR ? withTool(details, caller.device()) : details));
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
    return write(new Entry(null, null, requestId, action, object, "", details));
  }

  private record Entry(
      @Nullable Long actor,
      @Nullable String address,
      String requestId,
      String action,
      String object,
      String reason,
      Map<String, String> details) {}

  private Mono<Void> write(Entry entry) {
    return database
        .sql(
            """
            insert into audit_log (actor_uid, address, request_id, action, object, reason, details)
            values ($1, $2, $3, $4, $5, $6, cast($7 as jsonb))
            """)
        .bind("$1", Parameters.in(R2dbcType.BIGINT, entry.actor()))
        .bind("$2", Parameters.in(R2dbcType.VARCHAR, entry.address()))
        .bind("$3", entry.requestId())
        .bind("$4", entry.action())
        .bind("$5", entry.object())
        .bind("$6", entry.reason())
        .bind("$7", BerthJson.mapper().writeValueAsString(entry.details()))
        .then();
  }

  public Mono<AuditPage> read(AuditFilter filter) {
    String object = filter.object();
    return read(filter, object == null ? null : List.of(object), object);
  }

  /** Reads records about these objects alone, whichever the filter names. */
  public Mono<AuditPage> readAbout(List<String> objects, AuditFilter filter) {
    String object = filter.object();
    return read(
        filter, object == null ? objects : objects.stream().filter(object::equals).toList(), null);
  }

  private Mono<AuditPage> read(
      AuditFilter filter, @Nullable List<String> objects, @Nullable String concerned) {
    GenericExecuteSpec query =
        database.sql(
            """
            select id, at, actor_uid, action, object, reason, details::text as details, address,
              request_id
            from audit_log
            where id < coalesce($1, 9223372036854775807)
              and ($2::timestamptz is null or at >= $2) and ($3::timestamptz is null or at < $3)
              and ($4::bigint is null or actor_uid = $4)
              and ($5::text[] is null or object = any ($5 || array(%s)))
            order by id desc limit $6
            """
                .formatted(related));
    query =
        objects == null
            ? query.bindNull("$5", String[].class)
            : query.bind("$5", objects.toArray(String[]::new));
    return query
        .bind("$1", Parameters.in(R2dbcType.BIGINT, filter.before()))
        .bind("$2", Parameters.in(R2dbcType.TIMESTAMP_WITH_TIME_ZONE, utc(filter.from())))
        .bind("$3", Parameters.in(R2dbcType.TIMESTAMP_WITH_TIME_ZONE, utc(filter.to())))
        .bind("$4", Parameters.in(R2dbcType.BIGINT, filter.actorUid()))
        .bind("$7", Parameters.in(R2dbcType.VARCHAR, concerned))
        .bind("$6", Math.clamp(filter.limit(), 1, LARGEST_PAGE))
        .map(AuditLog::entry)
        .all()
        .collectList()
        .map(AuditPage::new);
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
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
