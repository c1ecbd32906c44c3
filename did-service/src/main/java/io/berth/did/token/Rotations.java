package io.berth.did.token;

import io.berth.did.token.TokenFamilies.Family;
import io.berth.service.batch.Batcher;
import io.berth.service.batch.Batcher.Limits;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Rotating refresh tokens; those that come at the same time in one transaction. */
@Component
final class Rotations {

  private static final Limits LIMITS = new Limits(256, 2, 4096, Duration.ofSeconds(5));

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

  /** What became of a presented refresh token. */
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
        .bind("$1", column(all, String[]::new, one -> one.presented.family()))
        .bind("$2", column(all, String[]::new, Wanted::appId))
        .bind("$3", column(all, String[]::new, one -> hex(one.presented.hash())))
        .bind("$4", column(all, String[]::new, one -> hex(one.successor.hash())))
        .bind(
            "$5", column(all, String[]::new, one -> hex(TokenFamilies.payTokenHash(one.payToken))))
        .bind("$6", column(all, Long[]::new, one -> one.lifetimes.refresh().toSeconds()))
        .bind("$7", column(all, Long[]::new, one -> one.lifetimes.access().toSeconds()))
        .bind("$8", properties.repeatable().toSeconds())
        .map(
            row -> {
              Wanted wanted = all.get(Math.toIntExact(value(row, "place", Long.class)) - 1);
              return Map.entry(wanted, rotation(wanted, row));
            })
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  private static Rotation rotation(Wanted wanted, Readable row) {
    Result result = Result.valueOf(value(row, "result", String.class));
    String companyId = row.get("company_id", String.class);
    if (companyId == null) {
      return new Rotation(result, null, null);
    }
    return new Rotation(
        result,
        companyId,
        new Family(
            wanted.presented.family(),
            wanted.appId,
            value(row, "uid", Long.class),
            value(row, "open_id", String.class),
            value(row, "union_id", String.class),
            value(row, "device", String.class),
            Arrays.stream(value(row, "scopes", Integer[].class)).sorted().toList(),
            value(row, "may_pay_openly", Boolean.class),
            value(row, "valid_from", Instant.class),
            value(row, "refresh_expires_at", Instant.class)));
  }

  private static <T> T[] column(
      List<Wanted> all, IntFunction<T[]> array, Function<Wanted, T> value) {
    return all.stream().map(value).toArray(array);
  }

  private static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }

  private static <T> T value(Readable row, String column, Class<T> type) {
    return Objects.requireNonNull(row.get(column, type), column);
  }
}
