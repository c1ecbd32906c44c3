package io.berth.did.social;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Stores the best score of each user on each server of a game. */
@Repository
public final class Scores {
  private static final int SHOWN = 100;
  private static final int MOST_SERVERS = 200;

  private final DatabaseClient database;

  Scores(DatabaseClient database) {
    this.database = database;
  }

  /** Worse ones than the present best change nothing. */
  Mono<Void> record(String appId, long uid, String serverId, BigDecimal score) {
    return database
        .sql(
            """
            insert into scores (app_id, uid, server_id, score, reached_at)
            values (:appId, :uid, :serverId, :score, clock_timestamp())
            on conflict (app_id, server_id, uid) do update
              set score = excluded.score, reached_at = excluded.reached_at
              where scores.score < excluded.score
            """)
        .bind("appId", appId)
        .bind("uid", uid)
        .bind("serverId", serverId)
        .bind("score", score)
        .then();
  }

  /** A line of the leaderboard. */
  public record Line(int place, String name, String score) {}

  /** The best, equal ones in the order in which they were reached. */
  public Mono<List<Line>> best(String appId, String serverId) {
    return database
        .sql(
            """
            select rank() over (order by s.score desc)::int as place, a.name, s.score
            from scores s join accounts a on a.uid = s.uid
            where s.app_id = :appId and s.server_id = :serverId
            order by s.score desc, s.reached_at limit :limit
            """)
        .bind("appId", appId)
        .bind("serverId", serverId)
        .bind("limit", SHOWN)
        .map(
            row ->
                new Line(
                    Objects.requireNonNull(row.get("place", Integer.class)),
                    Objects.requireNonNull(row.get("name", String.class)),
                    plain(Objects.requireNonNull(row.get("score", BigDecimal.class)))))
        .all()
        .collectList();
  }

  /** The servers that have scores, in the order of their names. */
  public Mono<List<String>> servers(String appId) {
    return database
        .sql("select distinct server_id from scores where app_id = :appId order by 1 limit :limit")
        .bind("appId", appId)
        .bind("limit", MOST_SERVERS)
        .mapValue(String.class)
        .all()
        .collectList();
  }

  private static String plain(BigDecimal score) {
    return score.signum() == 0 ? "0" : score.stripTrailingZeros().toPlainString();
  }
}
