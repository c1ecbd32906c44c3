package io.berth.did.command;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.user.UserCommand;
import io.berth.did.identity.Profiles;
import io.berth.did.social.SocialCommands;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Handles the questions of apps and services about users, and of games about their players. */
@Component
final class PeopleCommands {
  private final Profiles profiles;
  private final SocialCommands social;

  PeopleCommands(Profiles profiles, SocialCommands social) {
    this.profiles = profiles;
    this.social = social;
  }

  Mono<Outcome> answer(UserCommand command, Caller caller) {
    return switch (command) {
      case UserCommand.ReadUser read ->
          Callers.app(caller, app -> profiles.read(read.user(), caller, app));
      case UserCommand.ResolveIdentities resolve ->
          Callers.service(caller, "identity:resolve", () -> profiles.resolve(resolve));
      case UserCommand.ReadPeople people ->
          Callers.service(caller, "identity:resolve", () -> profiles.people(people));
      case UserCommand.ReadPlayer read ->
          Callers.server(caller, app -> social.player(read, caller, app));
      case UserCommand.ReadFriendsSwitch read ->
          Callers.server(caller, app -> social.friendsSwitch(read, app));
      case UserCommand.ReadFriends read -> Callers.server(caller, app -> social.friends(read, app));
      case UserCommand.ChooseServer choose ->
          Callers.server(caller, app -> social.choose(choose, app));
      case UserCommand.RecordScore record ->
          Callers.server(caller, app -> social.score(record, app));
    };
  }
}
