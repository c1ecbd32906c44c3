package io.berth.did.social;

import io.berth.api.app.ManagementCommand.PutChannel;
import io.berth.api.user.UserCommand.ChooseServer;
import io.berth.api.user.UserCommand.ReadFriends;
import io.berth.api.user.UserCommand.ReadFriendsSwitch;
import io.berth.api.user.UserCommand.ReadPlayer;
import io.berth.api.user.UserCommand.RecordScore;
import io.berth.did.command.CallerRules;
import io.berth.service.audit.AuditedChanges;
import io.berth.service.command.CommandHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Handles the commands of games' servers about their players, and of operators about channels. */
@Configuration(proxyBeanMethods = false)
class SocialCommands {

  @Bean
  CommandHandlers playerHandlers(PlayerQueries players) {
    return CommandHandlers.builder()
        .on(
            ReadPlayer.class,
            (read, caller) -> CallerRules.server(caller, app -> players.player(read, caller, app)))
        .on(
            ReadFriendsSwitch.class,
            (read, caller) -> CallerRules.server(caller, app -> players.friendsSwitch(read, app)))
        .on(
            ReadFriends.class,
            (read, caller) -> CallerRules.server(caller, app -> players.friends(read, app)))
        .on(
            ChooseServer.class,
            (choose, caller) -> CallerRules.server(caller, app -> players.choose(choose, app)))
        .on(
            RecordScore.class,
            (record, caller) -> CallerRules.server(caller, app -> players.score(record, app)))
        .build();
  }

  @Bean
  CommandHandlers channelHandlers(Channels channels, AuditedChanges changes) {
    return CommandHandlers.builder()
        .on(
            PutChannel.class,
            (put, caller) ->
                CallerRules.operator(
                    caller,
                    () ->
                        changes.write(
                            caller,
                            "channel.put",
                            "channel/" + put.channelId(),
                            channels.fields(put.channelId()),
                            channels.put(put))))
        .build();
  }
}
