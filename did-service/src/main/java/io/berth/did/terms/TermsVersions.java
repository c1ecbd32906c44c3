package io.berth.did.terms;

import io.berth.api.Outcome;
import io.berth.api.app.AppRecord;
import io.berth.api.terms.Terms;
import io.berth.api.terms.TermsCommand.ProposeTerms;
import io.berth.api.terms.TermsOutcome.Origin;
import io.berth.api.terms.TermsOutcome.TermsFound;
import io.berth.api.terms.TermsOutcome.TermsState;
import io.berth.api.terms.TermsOutcome.TermsVersion;
import io.berth.did.app.AppRecords;
import io.berth.service.json.BerthJson;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/** Stores the versions of apps' terms. The app's row is locked before one is written. */
@Repository
class TermsVersions {
  private static final int MOST_SHOWN = 50;
  private static final TypeReference<TreeMap<String, BigDecimal>> AMOUNTS =
      new TypeReference<>() {};

  private final DatabaseClient database;
  private final AppRecords records;

  TermsVersions(DatabaseClient database, AppRecords records) {
    this.database = database;
    this.records = records;
  }

  /** Empty where there is no such app. */
  Mono<Outcome> read(String appId) {
    return records
        .find(appId)
        .flatMap(
            app ->
                Mono.zip(present(app), versions(appId).collectList())
                    .map(
                        both ->
                            new TermsFound(
                                appId, app.profile().name(), both.getT1(), both.getT2())));
  }

  /** Newest first. */
  private Flux<TermsVersion> versions(String appId) {
    return database
        .sql(
            """
            select version, origin, state, cut_rate, daily_payout_limit::text as limits,
              deposit::text as deposit, note, proposed_at, decided_at, reason
            from app_terms where app_id = :appId order by version desc limit :limit
            """)
        .bind("appId", appId)
        .bind("limit", MOST_SHOWN)
        .map(TermsVersions::version)
        .all();
  }

  private static TermsVersion version(Readable row) {
    return new TermsVersion(
        Objects.requireNonNull(row.get("version", Integer.class)),
        Origin.valueOf(text(row, "origin")),
        TermsState.valueOf(text(row, "state")),
        new Terms(
            plain(Objects.requireNonNull(row.get("cut_rate", BigDecimal.class))),
            amounts(text(row, "limits")),
            amounts(text(row, "deposit"))),
        text(row, "note"),
        Objects.requireNonNull(row.get("proposed_at", Instant.class)),
        row.get("decided_at", Instant.class),
        text(row, "reason"));
  }

  private static Map<String, BigDecimal> amounts(String json) {
    return plain(BerthJson.mapper().readValue(json, AMOUNTS));
  }

  private static String text(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, String.class), column);
  }

  /** Equal terms are equal records, however many zeros their amounts end with. */
  static Terms plain(Terms terms) {
    return new Terms(
        plain(terms.cutRate()), plain(terms.dailyPayoutLimit()), plain(terms.deposit()));
  }

  private static Map<String, BigDecimal> plain(Map<String, BigDecimal> amounts) {
    Map<String, BigDecimal> plain = new TreeMap<>();
    amounts.forEach((coin, amount) -> plain.put(coin, plain(amount)));
    return plain;
  }

  private static BigDecimal plain(BigDecimal amount) {
    return amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
  }

  /** Terms by which the app works now. */
  Mono<Terms> present(AppRecord app) {
    return database
        .sql(
            """
            select deposit::text from app_terms where app_id = :appId and state = 'IN_FORCE'
            """)
        .bind("appId", app.appId())
        .mapValue(String.class)
        .one()
        .defaultIfEmpty("{}")
        .map(
            deposit ->
                new Terms(
                    app.policy().cutRate(),
                    plain(app.policy().dailyPayoutLimit()),
                    amounts(deposit)));
  }

  /** Empty where nothing with this number waits for the owners. */
  Mono<TermsVersion> proposed(String appId, int version) {
    return versions(appId)
        .filter(each -> each.version() == version && each.state() == TermsState.PROPOSED)
        .next();
  }

  /** Takes the place of a proposal that was not decided on. */
  Mono<Void> propose(ProposeTerms propose, @Nullable Long operator) {
    return database
        .sql(
            """
            update app_terms set state = 'WITHDRAWN', decided_by = :operator,
              decided_at = clock_timestamp()
            where app_id = :appId and state = 'PROPOSED'
            """)
        .bind("operator", Parameters.in(R2dbcType.BIGINT, operator))
        .bind("appId", propose.app())
        .then()
        .then(insert(propose, operator));
  }

  private Mono<Void> insert(ProposeTerms propose, @Nullable Long operator) {
    return database
        .sql(
            """
            insert into app_terms (app_id, version, origin, state, cut_rate, daily_payout_limit,
              deposit, note, proposed_by)
            select :appId, coalesce(max(version), 0) + 1, 'PROPOSED', 'PROPOSED', :cutRate,
              :limits, :deposit, :note, :operator
            from app_terms where app_id = :appId
            """)
        .bind("appId", propose.app())
        .bind("cutRate", propose.terms().cutRate())
        .bind("limits", AppRecords.json(propose.terms().dailyPayoutLimit()))
        .bind("deposit", AppRecords.json(propose.terms().deposit()))
        .bind("note", propose.note().strip())
        .bind("operator", Parameters.in(R2dbcType.BIGINT, operator))
        .then();
  }

  Mono<Boolean> isInForce(String appId) {
    return database
        .sql("select exists (select from app_terms where app_id = :appId and state = 'IN_FORCE')")
        .bind("appId", appId)
        .mapValue(Boolean.class)
        .one();
  }

  /** Ends the wait of a proposal; one that comes into force takes the place of the former. */
  Mono<Void> end(String appId, int version, TermsState state, long by, String reason) {
    return (state == TermsState.IN_FORCE ? replace(appId) : Mono.<Void>empty())
        .then(write(appId, version, state, by, reason));
  }

  private Mono<Void> replace(String appId) {
    return database
        .sql("update app_terms set state = 'REPLACED' where app_id = :appId and state = 'IN_FORCE'")
        .bind("appId", appId)
        .then();
  }

  private Mono<Void> write(String appId, int version, TermsState state, long by, String reason) {
    return database
        .sql(
            """
            update app_terms set state = :state, decided_by = :by, reason = :reason,
              decided_at = clock_timestamp()
            where app_id = :appId and version = :version
            """)
        .bind("state", state.name())
        .bind("by", by)
        .bind("reason", reason)
        .bind("appId", appId)
        .bind("version", version)
        .then();
  }
}
