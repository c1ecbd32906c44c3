package io.berth.service.change;

import io.berth.api.Command;
import io.berth.api.change.PendingChange;
import io.berth.api.change.PendingChange.Difference;
import io.berth.api.change.PendingChange.State;
import io.berth.service.json.BerthJson;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/** Stores changes that take four eyes, in the service's table {@code pending_changes}. */
final class ChangeRows {
  private static final TypeReference<List<Difference>> DIFFERENCES = new TypeReference<>() {};
  private static final String COLUMNS =
      """
      id, action, object, differences::text as differences, reason, state, requested_by, tool,
        requested_at, applies_at, expires_at, decided_by, decided_at, decision_reason
      """;
  private static final String SELECT = "select " + COLUMNS + "from pending_changes\n";

  private final DatabaseClient database;

  ChangeRows(DatabaseClient database) {
    this.database = database;
  }

  /** Keeps proposals about the same object in a row until the transaction ends. */
  Mono<Void> lockObject(String object) {
    return database
        .sql("select pg_advisory_xact_lock(hashtextextended('change of ' || :object, 4))")
        .bind("object", object)
        .then();
  }

  /** The same proposal, where it waits already. */
  Mono<PendingChange> waiting(Proposal proposal) {
    return database
        .sql(
            SELECT
                + """
                where state = 'WAITING' and object = :object and action = :action
                  and command = cast(:command as jsonb) and expires_at > clock_timestamp() limit 1
                """)
        .bind("object", proposal.object())
        .bind("action", proposal.action())
        .bind("command", command(proposal.command()))
        .map(ChangeRows::read)
        .one();
  }

  Mono<Long> countWaiting(@Nullable Long requester) {
    return database
        .sql(
            """
            select count(*) from pending_changes
            where state = 'WAITING' and requested_by is not distinct from :requester
            """)
        .bind("requester", Parameters.in(R2dbcType.BIGINT, requester))
        .mapValue(Long.class)
        .one();
  }

  /**
   * @param alone how long it waits before it is carried out; null where another operator confirms
   * @param life how long it waits for one
   */
  Mono<PendingChange> insert(
      Proposal proposal,
      @Nullable Long requester,
      @Nullable String tool,
      @Nullable Duration alone,
      Duration life) {
    return database
        .sql(
            """
            insert into pending_changes (action, object, differences, reason, command,
              requested_by, tool, applies_at, expires_at)
            values (:action, :object, cast(:differences as jsonb), :reason,
              cast(:command as jsonb), :requester, :tool,
              clock_timestamp() + make_interval(secs => :aloneSeconds),
              clock_timestamp() + make_interval(secs => :lifeSeconds))
            """
                + "returning "
                + COLUMNS)
        .bind("action", proposal.action())
        .bind("object", proposal.object())
        .bind("differences", BerthJson.mapper().writeValueAsString(proposal.differences()))
        .bind("reason", proposal.reason())
        .bind("command", command(proposal.command()))
        .bind("requester", Parameters.in(R2dbcType.BIGINT, requester))
        .bind("tool", Parameters.in(R2dbcType.VARCHAR, tool))
        .bind(
            "aloneSeconds",
            Parameters.in(R2dbcType.DOUBLE, alone == null ? null : (double) alone.toSeconds()))
        .bind("lifeSeconds", (double) life.toSeconds())
        .map(ChangeRows::read)
        .one();
  }

  private static String command(Command command) {
    return BerthJson.mapper().writerFor(Command.class).writeValueAsString(command);
  }

  Mono<PendingChange> find(long id) {
    return database.sql(SELECT + "where id = :id").bind("id", id).map(ChangeRows::read).one();
  }

  /** Newest first. */
  Flux<PendingChange> before(@Nullable Long before, boolean waiting, int limit) {
    return database
        .sql(
            SELECT
                + """
                where id < coalesce(:before, 9223372036854775807)
                  and (not :waiting or state = 'WAITING')
                order by id desc limit :limit
                """)
        .bind("before", Parameters.in(R2dbcType.BIGINT, before))
        .bind("waiting", waiting)
        .bind("limit", limit)
        .map(ChangeRows::read)
        .all();
  }

  /**
   * False where it does not wait any more.
   *
   * @param decider null where its time has come
   */
  Mono<Boolean> decide(long id, State state, @Nullable Long decider, String reason) {
    return database
        .sql(
            """
            update pending_changes set state = :state, decided_by = :decider,
              decided_at = clock_timestamp(), decision_reason = :reason
            where id = :id and state = 'WAITING'
              and (:decider::bigint is null or expires_at > clock_timestamp())
            """)
        .bind("id", id)
        .bind("state", state.name())
        .bind("decider", Parameters.in(R2dbcType.BIGINT, decider))
        .bind("reason", reason)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows > 0);
  }

  record Confirmed(PendingChange change, Command command) {}

  /** The confirmed one, held until the transaction ends; empty where somebody else is at it. */
  Mono<Confirmed> lockConfirmed(long id) {
    return database
        .sql(
            "select command::text as command, "
                + COLUMNS
                + "from pending_changes where id = :id and state = 'CONFIRMED'"
                + " for update skip locked")
        .bind("id", id)
        .map(
            row ->
                new Confirmed(
                    read(row), BerthJson.mapper().readValue(text(row, "command"), Command.class)))
        .one();
  }

  Flux<Long> confirmed(int limit) {
    return ids("where state = 'CONFIRMED'", limit);
  }

  /** Those whose time has come without a second operator. */
  Flux<Long> due(int limit) {
    return ids("where state = 'WAITING' and applies_at <= clock_timestamp()", limit);
  }

  /** Those that nobody has confirmed in time. */
  Flux<Long> expired(int limit) {
    return ids(
        "where state = 'WAITING' and applies_at is null and expires_at <= clock_timestamp()",
        limit);
  }

  private Flux<Long> ids(String where, int limit) {
    return database
        .sql("select id from pending_changes " + where + " order by id limit :limit")
        .bind("limit", limit)
        .mapValue(Long.class)
        .all();
  }

  /** Those that the operators were not mailed yet. */
  Flux<PendingChange> unnotified(int limit) {
    return database
        .sql(SELECT + "where state = 'WAITING' and told_at is null order by id limit :limit")
        .bind("limit", limit)
        .map(ChangeRows::read)
        .all();
  }

  Mono<Void> markNotified(List<Long> ids) {
    return database
        .sql("update pending_changes set told_at = clock_timestamp() where id = any (:ids)")
        .bind("ids", ids.toArray(Long[]::new))
        .then();
  }

  Mono<Boolean> finish(long id, State state) {
    return database
        .sql(
            """
            update pending_changes set state = :state, finished_at = clock_timestamp()
            where id = :id and state = 'CONFIRMED'
            """)
        .bind("id", id)
        .bind("state", state.name())
        .fetch()
        .rowsUpdated()
        .map(rows -> rows > 0);
  }

  private static PendingChange read(Readable row) {
    return new PendingChange(
        Objects.requireNonNull(row.get("id", Long.class)),
        text(row, "action"),
        text(row, "object"),
        BerthJson.mapper().readValue(text(row, "differences"), DIFFERENCES),
        text(row, "reason"),
        State.valueOf(text(row, "state")),
        row.get("requested_by", Long.class),
        row.get("tool", String.class),
        Objects.requireNonNull(row.get("requested_at", Instant.class)),
        row.get("applies_at", Instant.class),
        Objects.requireNonNull(row.get("expires_at", Instant.class)),
        row.get("decided_by", Long.class),
        row.get("decided_at", Instant.class),
        row.get("decision_reason", String.class));
  }

  private static String text(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, String.class));
  }
}
