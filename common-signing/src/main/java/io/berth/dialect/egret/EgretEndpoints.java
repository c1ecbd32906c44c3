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
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/** {@code protocols/egret.md}, Signature: the endpoints. */
final class EgretEndpoints {
  private static final int MAX_ID = 64;
  private static final Pattern SCORE = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,6})?");

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
          new EgretEndpoint<>("user/getInfo", List.of("token"), EgretEndpoints::profile, PROFILE),
          new EgretEndpoint<>(
              "friend/isOpen", List.of("id"), EgretEndpoints::friendsSwitch, SWITCH),
          new EgretEndpoint<>("friend/getList", List.of("id"), EgretEndpoints::friends, FRIENDS),
          new EgretEndpoint<>(
              "user/setServer", List.of("id", "serverId"), EgretEndpoints::server, NOTHING),
          new EgretEndpoint<>(
              "user/setAchievement",
              List.of("id", "serverId", "score"),
              EgretEndpoints::score,
              NOTHING));

  private EgretEndpoints() {}

  private static Parsed<Command> profile(Params params) {
    String token = params.required("token");
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
    String server = params.required("serverId", 1, MAX_ID);
    return params.read(() -> new UserCommand.ChooseServer(user, server));
  }

  private static Parsed<Command> score(Params params) {
    Subject user = user(params);
    String server = params.required("serverId", 1, MAX_ID);
    String score = params.required("score", SCORE);
    return params.read(() -> new UserCommand.RecordScore(user, server, new BigDecimal(score)));
  }

  /** Of any length: the core refuses what is no OpenId. */
  private static Subject user(Params params) {
    return new Subject.OpenId(params.required("id"));
  }
}
