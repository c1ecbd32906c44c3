package io.berth.did.verification;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Counts tries in PostgreSQL, so that every instance knows of all. */
@Component
public final class Throttles {
  private final DatabaseClient database;

  Throttles(DatabaseClient database) {
    this.database = database;
  }

  /** So many tries of a kind within any such window. */
  public record Limit(String bucket, int tries, Duration window) {}

  /** Counts a try; false when there were as many as allowed already. */
  public Mono<Boolean> take(Limit limit) {
    return database
        .sql("select throttle_take($1, $2, make_interval(secs => $3))")
        .bind("$1", limit.bucket())
        .bind("$2", limit.tries())
        .bind("$3", (double) limit.window().toSeconds())
        .map(row -> Boolean.TRUE.equals(row.get(0, Boolean.class)))
        .one();
  }

  /** Whether each of them would let one more try pass; counts none. */
  public Mono<Boolean> areFree(Limit... limits) {
    return database
        .sql(
            """
            select not exists (
              select from unnest($1::text[], $2::int[], $3::float8[]) as l (bucket, tries, seconds)
                join throttles t using (bucket)
              where l.tries <= (select count(*) from unnest(t.hits) hit
                where hit > clock_timestamp() - make_interval(secs => l.seconds)))
            """)
        .bind("$1", each(limits, String[]::new, Limit::bucket))
        .bind("$2", each(limits, Integer[]::new, Limit::tries))
        .bind("$3", each(limits, Double[]::new, limit -> (double) limit.window().toSeconds()))
        .map(row -> Boolean.TRUE.equals(row.get(0, Boolean.class)))
        .one();
  }

  private static <T> T[] each(Limit[] limits, IntFunction<T[]> array, Function<Limit, T> part) {
    return Arrays.stream(limits).map(part).toArray(array);
  }

  public Mono<Void> clear(String bucket) {
    return database.sql("delete from throttles where bucket = $1").bind("$1", bucket).then();
  }
}
