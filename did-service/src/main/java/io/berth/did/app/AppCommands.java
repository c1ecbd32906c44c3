package io.berth.did.app;

import io.berth.api.app.AccessCommand.ReportKeyUses;
import io.berth.api.app.AccountMoveCommand.FinishAccountMoves;
import io.berth.api.app.AccountMoveCommand.ReadAccountMoves;
import io.berth.did.command.CallerRules;
import io.berth.service.command.CommandHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Handles the commands of other services about apps. */
@Configuration(proxyBeanMethods = false)
class AppCommands {

  private static final String MOVE = "account:move";

  @Bean
  CommandHandlers keyUseHandlers(KeyUses uses) {
    return CommandHandlers.builder()
        .on(
            ReportKeyUses.class,
            (report, caller) ->
                CallerRules.service(caller, "key-use:report", () -> uses.note(report)))
        .build();
  }

  @Bean
  CommandHandlers accountMoveHandlers(AccountMoves moves) {
    return CommandHandlers.builder()
        .on(
            ReadAccountMoves.class,
            (read, caller) -> CallerRules.service(caller, MOVE, () -> moves.read(read.after())))
        .on(
            FinishAccountMoves.class,
            (finish, caller) ->
                CallerRules.service(caller, MOVE, () -> moves.finish(finish.appIds())))
        .build();
  }
}
