package io.berth.did.social;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.app.ManagementCommand.PutChannel;
import io.berth.did.text.Lengths;
import io.berth.service.audit.Fact;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Stores the channels by which players come to games, with their switches. */
@Repository
public final class Channels {
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z._-]{1,64}");
  private static final int LONGEST_NAME = 200;

  private final DatabaseClient database;

  Channels(DatabaseClient database) {
    this.database = database;
  }

  public Mono<Outcome> put(PutChannel put) {
    if (!ID.matcher(put.channelId()).matches()) {
      return bad("channel id: letters, digits and . _ -, at most 64");
    }
    if (put.name().isBlank() || Lengths.of(put.name()) > LONGEST_NAME) {
      return bad("channel name: 1 to " + LONGEST_NAME + " characters");
    }
    return database
        .sql(
            """
            insert into channels (channel_id, name, friends) values (:channelId, :name, :friends)
            on conflict (channel_id) do update
              set name = excluded.name, friends = excluded.friends
            """)
        .bindProperties(put)
        .then()
        .thenReturn(new Outcome.Done());
  }

  /** Nothing of a channel that is not there. */
  public Mono<Map<String, Fact>> fields(String channelId) {
    return database
        .sql("select name, friends from channels where channel_id = :channelId for no key update")
        .bind("channelId", channelId)
        .map(
            row ->
                Map.of(
                    "name", Fact.of(Objects.requireNonNull(row.get("name", String.class))),
                    "friends", Fact.of(Objects.requireNonNull(row.get("friends", Boolean.class)))))
        .one()
        .defaultIfEmpty(Map.of());
  }

  public Mono<Boolean> exists(String channelId) {
    return database
        .sql("select exists (select from channels where channel_id = :channelId)")
        .bind("channelId", channelId)
        .mapValue(Boolean.class)
        .one();
  }

  /** The channel by which the platform's list of apps leads to games; empty where there is none. */
  public Mono<String> first() {
    return database
        .sql("select channel_id from channels order by channel_id limit 1")
        .mapValue(String.class)
        .one();
  }

  /** Whether the channel that the user last came through has friends; without one, it has not. */
  Mono<Boolean> friendsOpen(String appId, long uid) {
    return database
        .sql(
            """
            select c.friends from players p join channels c on c.channel_id = p.channel_id
            where p.app_id = :appId and p.uid = :uid
            """)
        .bind("appId", appId)
        .bind("uid", uid)
        .mapValue(Boolean.class)
        .one()
        .defaultIfEmpty(false);
  }

  private static Mono<Outcome> bad(String detail) {
    return Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER, detail));
  }
}
