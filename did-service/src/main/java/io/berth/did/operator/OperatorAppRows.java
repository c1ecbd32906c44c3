package io.berth.did.operator;

import io.berth.api.launch.LaunchState;
import io.berth.api.operator.OperatorDidCommand.SearchApps;
import io.berth.api.operator.OperatorDidOutcome.OperatedApp;
import io.berth.service.json.BerthJson;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/** Reads apps for operators. */
@Repository
class OperatorAppRows {
  private static final int MOST_OWNERS = 20;
  private static final TypeReference<Map<String, BigDecimal>> LIMITS = new TypeReference<>() {};
  private static final String SELECT =
      """
      select a.app_id, a.company_id, c.enabled as company_enabled, a.name::text as name, a.dialect,
        a.state, a.approved, a.scopes, a.coins, a.cut_rate,
        a.daily_payout_limit::text as daily_payout_limit, a.returns_uncapped, a.created_at,
        exists (select from app_terms t where t.app_id = a.app_id and t.state = 'IN_FORCE')
          as has_terms
      from apps a join companies c on c.company_id = a.company_id
      """;

  private final DatabaseClient database;

  OperatorAppRows(DatabaseClient database) {
    this.database = database;
  }

  Mono<List<OperatedApp>> search(SearchApps search, int limit) {
    return database
        .sql(
            SELECT
                + """
                where a.app_id > :after and a.app_id not like 'test:%' and (not :waiting or not a.approved)
                  and (:search = '' or position(:search in a.app_id) > 0
                    or position(:search in a.company_id) > 0
                    or position(:search in lower(a.name::text)) > 0
                    or a.admin_uid::text = :search)
                order by a.app_id limit :limit
                """)
        .bind("after", search.after())
        .bind("waiting", search.waiting())
        .bind("search", Columns.needle(search.search()))
        .bind("limit", limit)
        .map(OperatorAppRows::app)
        .all()
        .collectList();
  }

  Mono<OperatedApp> find(String appId) {
    return database
        .sql(SELECT + "where a.app_id = :appId")
        .bind("appId", appId)
        .map(OperatorAppRows::app)
        .one();
  }

  Flux<Long> ownersOf(String companyId) {
    return database
        .sql(
            """
            select uid from company_members where company_id = :companyId and role = 'OWNER'
            order by created_at, uid limit :limit
            """)
        .bind("companyId", companyId)
        .bind("limit", MOST_OWNERS)
        .mapValue(Long.class)
        .all();
  }

  /** The uid of the account that holds the app's money. */
  Mono<Long> accountOf(String appId) {
    return database
        .sql("select admin_uid from apps where app_id = :appId")
        .bind("appId", appId)
        .mapValue(Long.class)
        .one();
  }

  private static OperatedApp app(Readable row) {
    return new OperatedApp(
        Columns.text(row, "app_id"),
        Columns.text(row, "company_id"),
        is(row, "company_enabled"),
        Columns.names(row),
        Columns.text(row, "dialect"),
        LaunchState.valueOf(Columns.text(row, "state")),
        is(row, "approved"),
        new TreeSet<>(Arrays.asList(Objects.requireNonNull(row.get("scopes", Integer[].class)))),
        new TreeSet<>(Arrays.asList(Objects.requireNonNull(row.get("coins", String[].class)))),
        Objects.requireNonNull(row.get("cut_rate", BigDecimal.class)).stripTrailingZeros(),
        BerthJson.mapper().readValue(Columns.text(row, "daily_payout_limit"), LIMITS),
        is(row, "returns_uncapped"),
        is(row, "has_terms"),
        Objects.requireNonNull(row.get("created_at", Instant.class)));
  }

  private static boolean is(Readable row, String column) {
    return Boolean.TRUE.equals(row.get(column, Boolean.class));
  }
}
