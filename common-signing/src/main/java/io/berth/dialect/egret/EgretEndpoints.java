package io.berth.dialect.egret;

import io.berth.api.Command;
import io.berth.api.Outcome.Done;
import io.berth.api.Subject;
import io.berth.api.user.UserCommand;
import io.berth.api.user.UserOutcome.Friends;
import io.berth.api.user.UserOutcome.FriendsSwitch;
import io.berth.api.user.UserOutcome.UserProfile;
import io.berth.dialect.api.JsonData;
import io.berth.dialect.api.JsonData.Shape;
import io.berth.dialect.parameter.Declaration;
import io.berth.dialect.parameter.Parameter.Text;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/** {@code protocols/egret.md}, Signature: the endpoints. */
final class EgretEndpoints {
  private static final Text TOKEN =
      Text.required("token", "Token that the SDK's login gave the game");

  /** Of any length: the core refuses what is no OpenId. */
  private static final Text ID = Text.required("id", "The player's id in this game");

  private static final Text SERVER_ID =
      Text.required("serverId", 1, 64, "Id of the server that the player is on");
  private static final Text SCORE =
      Text.required(
          "score",
          Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,6})?"),
          "Score; the best per player and server is kept");

  private static final JsonData<UserProfile> PROFILE =
      JsonData.object(
          UserProfile.class,
          (json, user, context) -> {
            json.writeStartObject();
            json.writeStringProperty("id", user.openId());
            json.writeStringProperty("name", user.name());
            json.writeStringProperty("pic", user.avatar());
            json.writeEndObject();
          });

  private static final JsonData<FriendsSwitch> SWITCH =
      JsonData.object(
          FriendsSwitch.class,
          (json, found, context) -> {
            json.writeStartObject();
            json.writeNumberProperty("status", found.open() ? 1 : 0);
            json.writeEndObject();
          });

  private static final JsonData<Friends> FRIENDS =
      JsonData.list(
          Friends.class,
          (json, friends, context) -> {
            json.writeStartArray();
            friends.openIds().forEach(json::writeString);
            json.writeEndArray();
          });

  private static final JsonData<Done> NOTHING = JsonData.empty(Shape.LIST);

  static final List<EgretEndpoint<?>> ALL =
      List.of(
          new EgretEndpoint<>(
              Declaration.of("user/getInfo", "Shows the player that a token stands for.", TOKEN),
              EgretEndpoints::profile,
              PROFILE),
          new EgretEndpoint<>(
              Declaration.of(
                  "friend/isOpen", "Shows whether the player's channel has friends.", ID),
              EgretEndpoints::friendsSwitch,
              SWITCH),
          new EgretEndpoint<>(
              Declaration.of("friend/getList", "Lists the friends who play this game.", ID),
              EgretEndpoints::friends,
              FRIENDS),
          new EgretEndpoint<>(
              Declaration.of(
                  "user/setServer", "Records the server that the player is on.", ID, SERVER_ID),
              EgretEndpoints::server,
              NOTHING),
          new EgretEndpoint<>(
              Declaration.of(
                  "user/setAchievement", "Records a score of the player.", ID, SERVER_ID, SCORE),
              EgretEndpoints::score,
              NOTHING));

  private EgretEndpoints() {}

  private static Parsed<Command> profile(Params params) {
    String token = TOKEN.read(params);
    return params.read(() -> new UserCommand.ReadPlayer(token));
  }

  private static Parsed<Command> friendsSwitch(Params params) {
    Subject user = user(params);
    return params.read(() -> new UserCommand.ReadFriendsSwitch(user));
  }

  private static Parsed<Command> friends(Params params) {
    Subject user = user(params);
    return params.read(() -> new UserCommand.ReadFriends(user));
  }

  private static Parsed<Command> server(Params params) {
    Subject user = user(params);
    String server = SERVER_ID.read(params);
    return params.read(() -> new UserCommand.ChooseServer(user, server));
  }

  private static Parsed<Command> score(Params params) {
    Subject user = user(params);
    String server = SERVER_ID.read(params);
    String score = SCORE.read(params);
    return params.read(() -> new UserCommand.RecordScore(user, server, new BigDecimal(score)));
  }

  private static Subject user(Params params) {
    return new Subject.OpenId(ID.read(params));
  }
}
