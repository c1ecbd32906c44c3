package io.berth.did.token;

import static io.berth.service.sql.Rows.value;

import io.berth.did.token.TokenFamilies.Family;
import io.berth.service.batch.Batcher;
import io.berth.service.batch.Batcher.Limits;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Rotating refresh tokens; those that come at the same time in one transaction. */
@Component
final class Rotations {

  private static final Limits LIMITS =
      new Limits(256, 2, 4096, Duration.ofMillis(4), Duration.ofSeconds(5));

  private final DatabaseClient database;
  private final TokenProperties properties;
  private final Batcher<Wanted, Rotation> batcher = new Batcher<>(LIMITS, this::rotate);

  Rotations(DatabaseClient database, TokenProperties properties) {
    this.database = database;
    this.properties = properties;
  }

  /** A presented token and what is to follow it. No two are equal: each has its own turn. */
  record Wanted(
      String appId,
      RefreshToken presented,
      RefreshToken successor,
      String payToken,
      Lifetimes lifetimes) {}

  /** Result of presenting a refresh token. */
  enum Result {
    ROTATED,
    REPEATED,
    REPLAYED,
    UNKNOWN,
    UNUSABLE,
    EXPIRED
  }

  /**
   * @param companyId null unless rotated or repeated
   */
  record Rotation(Result result, @Nullable String companyId, @Nullable Family family) {}

  Mono<Rotation> rotate(Wanted wanted) {
    return batcher.ask(wanted);
  }

  Mono<Map<Wanted, Rotation>> rotate(List<Wanted> all) {
    return database
        .sql("select * from rotate_refresh_tokens($1, $2, $3, $4, $5, $6, $7, $8)")
        .bind("$1", FamilyColumns.texts(all, one -> one.presented.family()))
        .bind("$2", FamilyColumns.texts(all, Wanted::appId))
        .bind("$3", FamilyColumns.hashes(all, one -> one.presented.hash()))
        .bind("$4", FamilyColumns.hashes(all, one -> one.successor.hash()))
        .bind("$5", FamilyColumns.hashes(all, one -> TokenFamilies.payTokenHash(one.payToken)))
        .bind("$6", FamilyColumns.seconds(all, one -> one.lifetimes.refresh()))
        .bind("$7", FamilyColumns.seconds(all, one -> one.lifetimes.access()))
        .bind("$8", properties.repeatable().toSeconds())
        .map(
            row -> {
              Wanted wanted = FamilyColumns.placed(all, row);
              return Map.entry(wanted, rotation(wanted, row));
            })
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  private static Rotation rotation(Wanted wanted, Readable row) {
    Result result = Result.valueOf(value(row, "result", String.class));
    String companyId = row.get("company_id", String.class);
    return companyId == null
        ? new Rotation(result, null, null)
        : new Rotation(
            result, companyId, FamilyColumns.family(wanted.presented.family(), wanted.appId, row));
  }
}
