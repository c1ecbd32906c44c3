package io.berth.did.application;

import io.berth.api.application.Application;
import io.berth.api.application.ApplicationCommand.DecideApplication;
import io.berth.api.application.ApplicationOutcome.ApplicationState;
import io.berth.api.application.ApplicationOutcome.Decision;
import io.berth.api.application.ApplicationOutcome.SentApplication;
import io.berth.api.application.ApplicationOutcome.Waiting;
import io.berth.api.launch.LaunchState;
import io.berth.service.json.BerthJson;
import io.berth.service.page.Names;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Stores what owners write and send, and what is decided. */
@Repository
class ApplicationRows {
  private static final int MOST_SHOWN = 30;

  private record Decisions(Map<Integer, Decision> scopes, Map<String, Decision> coins) {}

  private final DatabaseClient database;

  ApplicationRows(DatabaseClient database) {
    this.database = database;
  }

  Mono<Void> save(String appId, Application draft) {
    return database
        .sql(
            """
            insert into app_applications (app_id, version, state, content)
            values (:appId, 0, 'DRAFT', cast(:content as jsonb))
            on conflict (app_id, version) do update set content = excluded.content
            """)
        .bind("appId", appId)
        .bind("content", BerthJson.mapper().writeValueAsString(draft))
        .then();
  }

  /** Empty where nothing is kept. */
  Mono<Application> draft(String appId) {
    return database
        .sql("select content::text from app_applications where app_id = :appId and version = 0")
        .bind("appId", appId)
        .mapValue(String.class)
        .one()
        .map(ApplicationRows::application);
  }

  /** Newest first. */
  Mono<List<SentApplication>> sent(String appId) {
    return database
        .sql(
            """
            select version, content::text as content, state, sent_at, reason, decided_at,
              decisions::text as decisions
            from app_applications where app_id = :appId and version > 0
            order by version desc limit :limit
            """)
        .bind("appId", appId)
        .bind("limit", MOST_SHOWN)
        .map(ApplicationRows::row)
        .all()
        .collectList();
  }

  private static SentApplication row(Readable row) {
    Decisions decisions = BerthJson.mapper().readValue(text(row, "decisions"), Decisions.class);
    return new SentApplication(
        Objects.requireNonNull(row.get("version", Integer.class)),
        application(text(row, "content")),
        ApplicationState.valueOf(text(row, "state")),
        Objects.requireNonNull(row.get("sent_at", Instant.class)),
        text(row, "reason"),
        row.get("decided_at", Instant.class),
        decisions.scopes(),
        decisions.coins());
  }

  private static Application application(String content) {
    return BerthJson.mapper().readValue(content, Application.class);
  }

  private static String text(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, String.class), column);
  }

  /** The version of what was sent. The app's row is locked, so that nothing is sent beside it. */
  Mono<Integer> send(String appId, Application application, long uid) {
    return database
        .sql(
            """
            insert into app_applications (app_id, version, state, content, sent_by)
            select :appId, coalesce(max(version), 0) + 1, 'SENT', cast(:content as jsonb), :uid
            from app_applications where app_id = :appId
            returning version
            """)
        .bind("appId", appId)
        .bind("content", BerthJson.mapper().writeValueAsString(application))
        .bind("uid", uid)
        .mapValue(Integer.class)
        .one();
  }

  Mono<Void> withdraw(String appId) {
    return database
        .sql(
            """
            update app_applications set state = 'WITHDRAWN', decided_at = clock_timestamp()
            where app_id = :appId and state = 'SENT'
            """)
        .bind("appId", appId)
        .then();
  }

  Mono<Void> decide(DecideApplication decide, long operator) {
    Decisions decisions = new Decisions(decide.scopes(), decide.coins());
    return database
        .sql(
            """
            update app_applications set state = :state, reason = :reason, decided_by = :operator,
              decided_at = clock_timestamp(), decisions = cast(:decisions as jsonb)
            where app_id = :appId and version = :version
            """)
        .bind("state", decide.verdict().name())
        .bind("reason", decide.reason().strip())
        .bind("operator", operator)
        .bind("decisions", BerthJson.mapper().writeValueAsString(decisions))
        .bind("appId", decide.app())
        .bind("version", decide.version())
        .then();
  }

  Mono<List<Waiting>> waiting(int limit) {
    return database
        .sql(
            """
            select w.app_id, a.company_id, a.name::text as name, a.state, w.version, w.sent_at
            from app_applications w join apps a on a.app_id = w.app_id
            where w.state = 'SENT' order by w.sent_at limit :limit
            """)
        .bind("limit", limit)
        .map(
            row ->
                new Waiting(
                    text(row, "app_id"),
                    text(row, "company_id"),
                    Names.read(text(row, "name")),
                    LaunchState.valueOf(text(row, "state")),
                    Objects.requireNonNull(row.get("version", Integer.class)),
                    Objects.requireNonNull(row.get("sent_at", Instant.class))))
        .all()
        .collectList();
  }
}
