package io.berth.did.social;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Subject;
import io.berth.api.user.UserCommand;
import io.berth.api.user.UserOutcome;
import io.berth.did.identity.Identities;
import io.berth.did.identity.Profiles;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Answers games' servers about their players, and records what they report. */
@Component
final class PlayerQueries {
  private final Identities identities;
  private final Profiles profiles;
  private final Channels channels;
  private final Players players;
  private final Friendships friendships;
  private final Scores scores;
  private final GameTokens tokens;

  PlayerQueries(
      Identities identities,
      Profiles profiles,
      Channels channels,
      Players players,
      Friendships friendships,
      Scores scores,
      GameTokens tokens) {
    this.identities = identities;
    this.profiles = profiles;
    this.channels = channels;
    this.players = players;
    this.friendships = friendships;
    this.scores = scores;
    this.tokens = tokens;
  }

  Mono<Outcome> player(UserCommand.ReadPlayer read, Caller caller, String appId) {
    return tokens
        .uid(read.gameToken(), appId)
        .flatMap(uid -> profiles.read(new Subject.Uid(uid), caller, appId))
        .switchIfEmpty(refused(ErrorCode.TOKEN_INVALID));
  }

  Mono<Outcome> friendsSwitch(UserCommand.ReadFriendsSwitch read, String appId) {
    return uid(read.user(), appId)
        .flatMap(uid -> channels.friendsOpen(appId, uid))
        .<Outcome>map(UserOutcome.FriendsSwitch::new)
        .switchIfEmpty(refused(ErrorCode.OPEN_ID_UNKNOWN));
  }

  Mono<Outcome> friends(UserCommand.ReadFriends read, String appId) {
    return uid(read.user(), appId)
        .flatMap(
            uid ->
                channels
                    .friendsOpen(appId, uid)
                    .flatMap(
                        open ->
                            open
                                ? friendships
                                    .playing(appId, uid)
                                    .<Outcome>map(UserOutcome.Friends::new)
                                : refused(ErrorCode.REGION_NOT_SERVED)))
        .switchIfEmpty(refused(ErrorCode.OPEN_ID_UNKNOWN));
  }

  Mono<Outcome> choose(UserCommand.ChooseServer choose, String appId) {
    return uid(choose.user(), appId)
        .flatMap(uid -> players.choose(appId, uid, choose.serverId(), "").thenReturn(done()))
        .switchIfEmpty(refused(ErrorCode.OPEN_ID_UNKNOWN));
  }

  Mono<Outcome> score(UserCommand.RecordScore record, String appId) {
    return uid(record.user(), appId)
        .flatMap(
            uid -> scores.record(appId, uid, record.serverId(), record.score()).thenReturn(done()))
        .switchIfEmpty(refused(ErrorCode.OPEN_ID_UNKNOWN));
  }

  private Mono<Long> uid(Subject subject, String appId) {
    Mono<Identities.Identity> found =
        switch (subject) {
          case Subject.OpenId(String openId) -> identities.byOpenId(appId, openId);
          case Subject.Uid(long uid) -> identities.byUid(appId, uid);
          case Subject.OpenIdAndUid(String openId, long uid) ->
              identities.byOpenId(appId, openId).filter(identity -> identity.record().uid() == uid);
          case Subject.Self _, Subject.Admin _ -> Mono.empty();
        };
    return found.map(identity -> identity.record().uid());
  }

  private static Outcome done() {
    return new Outcome.Done();
  }

  private static Mono<Outcome> refused(ErrorCode code) {
    return Mono.just(Refusal.of(code));
  }
}
