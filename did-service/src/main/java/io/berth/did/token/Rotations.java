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
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Rotates refresh tokens, those of the same moment in one transaction. */
@Repository
final class Rotations {

  private static final Limits LIMITS =
      new Limits(256, 2, 4096, Duration.ofMillis(4), Duration.ofSeconds(5));

  private final DatabaseClient database;
  private final TokenProperties properties;
  private final Batcher<Requested, Rotation> batcher = new Batcher<>(LIMITS, this::rotate);

  Rotations(DatabaseClient database, TokenProperties properties) {
    this.database = database;
    this.properties = properties;
  }

  /** A presented token and its successor. No two requests are equal, so that each has a result. */
  record Requested(
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

  Mono<Rotation> rotate(Requested requested) {
    return batcher.ask(requested);
  }

  Mono<Map<Requested, Rotation>> rotate(List<Requested> all) {
    return database
        .sql(
            """
            select * from rotate_refresh_tokens(:families, :appIds, :presentedHashes,
              :successorHashes, :payTokenHashes, :refreshSeconds, :accessSeconds,
              :repeatableSeconds)
            """)
        .bind("families", FamilyColumns.texts(all, one -> one.presented.family()))
        .bind("appIds", FamilyColumns.texts(all, Requested::appId))
        .bind("presentedHashes", FamilyColumns.hashes(all, one -> one.presented.hash()))
        .bind("successorHashes", FamilyColumns.hashes(all, one -> one.successor.hash()))
        .bind(
            "payTokenHashes",
            FamilyColumns.hashes(all, one -> TokenFamilies.payTokenHash(one.payToken)))
        .bind("refreshSeconds", FamilyColumns.seconds(all, one -> one.lifetimes.refresh()))
        .bind("accessSeconds", FamilyColumns.seconds(all, one -> one.lifetimes.access()))
        .bind("repeatableSeconds", properties.repeatable().toSeconds())
        .map(
            row -> {
              Requested requested = FamilyColumns.placed(all, row);
              return Map.entry(requested, rotation(requested, row));
            })
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  private static Rotation rotation(Requested requested, Readable row) {
    Result result = Result.valueOf(value(row, "result", String.class));
    String companyId = row.get("company_id", String.class);
    return companyId == null
        ? new Rotation(result, null, null)
        : new Rotation(
            result,
            companyId,
            FamilyColumns.family(requested.presented.family(), requested.appId, row));
  }
}
