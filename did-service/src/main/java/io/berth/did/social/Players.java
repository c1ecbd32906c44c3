package io.berth.did.social;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Stores users' actions in games. What is recorded of one user and game is bounded. */
@Repository
public final class Players {
  private static final int MOST_SERVERS = 100;
  private static final int MOST_ROLES = 200;

  private final DatabaseClient database;

  Players(DatabaseClient database) {
    this.database = database;
  }

  /**
   * Answers whether the game is among the user's favourites.
   *
   * @param channel null where the game is entered without one
   */
  public Mono<Boolean> enter(String appId, long uid, @Nullable String channel) {
    return database
        .sql(
            """
            insert into players (app_id, uid, channel_id, entered_at)
            values (:appId, :uid, :channel, now())
            on conflict (app_id, uid) do update
              set channel_id = excluded.channel_id, entered_at = excluded.entered_at
            returning favorite
            """)
        .bind("appId", appId)
        .bind("uid", uid)
        .bind("channel", Parameters.in(R2dbcType.VARCHAR, channel))
        .mapValue(Boolean.class)
        .one();
  }

  /**
   * A game that a user has played.
   *
   * @param channel last entered through; null where it was entered without one
   */
  public record Played(String appId, @Nullable String channel, boolean favorite) {}

  /** All that a user has played, by app. */
  public Mono<Map<String, Played>> of(long uid) {
    return database
        .sql("select app_id, channel_id as channel, favorite from players where uid = :uid")
        .bind("uid", uid)
        .mapProperties(Played.class)
        .all()
        .collectMap(Played::appId);
  }

  public Mono<Void> makeFavorite(String appId, long uid) {
    return database
        .sql("update players set favorite = true where app_id = :appId and uid = :uid")
        .bind("appId", appId)
        .bind("uid", uid)
        .then();
  }

  /** A server that was chosen before is chosen again; the oldest ones are forgotten. */
  public Mono<Void> choose(String appId, long uid, String serverId, String serverName) {
    return database
        .sql(
            """
            insert into player_servers (app_id, uid, server_id, server_name, chosen_at)
            select p.app_id, p.uid, :serverId, :serverName, clock_timestamp() from players p
              where p.app_id = :appId and p.uid = :uid
            on conflict (app_id, uid, server_id) do update
              set server_name = case when excluded.server_name = '' then player_servers.server_name
                    else excluded.server_name end,
                  chosen_at = excluded.chosen_at
            """)
        .bind("appId", appId)
        .bind("uid", uid)
        .bind("serverId", serverId)
        .bind("serverName", serverName)
        .then()
        .then(forget("player_servers", "chosen_at", appId, uid, MOST_SERVERS));
  }

  /**
   * @param level as the game writes it
   */
  public record Role(String serverId, String roleId, String roleName, String level) {}

  public Mono<Void> put(String appId, long uid, Role role) {
    return database
        .sql(
            """
            insert into player_roles
              (app_id, uid, server_id, role_id, role_name, role_level, updated_at)
            select p.app_id, p.uid, :serverId, :roleId, :roleName, :level, clock_timestamp()
              from players p where p.app_id = :appId and p.uid = :uid
            on conflict (app_id, uid, server_id, role_id) do update
              set role_name = excluded.role_name, role_level = excluded.role_level,
                  updated_at = excluded.updated_at
            """)
        .bind("appId", appId)
        .bind("uid", uid)
        .bindProperties(role)
        .then()
        .then(forget("player_roles", "updated_at", appId, uid, MOST_ROLES));
  }

  private Mono<Void> forget(String table, String age, String appId, long uid, int most) {
    return database
        .sql(
            String.format(
                Locale.ROOT,
                """
                delete from %1$s where ctid = any (array(
                  select ctid from %1$s where app_id = :appId and uid = :uid
                  order by %2$s desc offset %3$d))
                """,
                table,
                age,
                most))
        .bind("appId", appId)
        .bind("uid", uid)
        .then();
  }
}
