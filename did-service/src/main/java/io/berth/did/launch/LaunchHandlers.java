package io.berth.did.launch;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.deposit.HeldDepositCommand.NoteDeposit;
import io.berth.api.launch.ClosingCommand.CloseEmptyApp;
import io.berth.api.launch.LaunchCommand.AddTester;
import io.berth.api.launch.LaunchCommand.ChangeLaunch;
import io.berth.api.launch.LaunchCommand.MakeLaunchLink;
import io.berth.api.launch.LaunchCommand.OperateLaunch;
import io.berth.api.launch.LaunchCommand.ReadLaunch;
import io.berth.api.launch.LaunchCommand.RemoveTester;
import io.berth.api.launch.LaunchCommand.SetLaunchShare;
import io.berth.api.launch.LaunchCommand.WithdrawLaunchLink;
import io.berth.api.launch.LaunchTransitions.Actor;
import io.berth.did.command.CallerRules;
import io.berth.did.launch.Launches.Change;
import io.berth.service.command.CommandHandlers;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Handles people's commands about launches; the command endpoint has checked their permission. */
@Configuration(proxyBeanMethods = false)
class LaunchHandlers {
  private static final String CLOSE = "app:close";
  private static final String NOTE_DEPOSIT = "deposit:note";

  @Bean
  CommandHandlers launchCommandHandlers(Launches launches) {
    return CommandHandlers.builder()
        .on(
            ReadLaunch.class,
            (_, caller) ->
                launches
                    .read(appId(caller), Actor.OWNER)
                    .cast(Outcome.class)
                    .defaultIfEmpty(Refusal.of(ErrorCode.APP_UNKNOWN)))
        .on(
            ChangeLaunch.class,
            (change, caller) ->
                launches.change(
                    new Change(appId(caller), change.from(), change.to(), change.reason()),
                    Actor.OWNER,
                    caller))
        .on(
            OperateLaunch.class,
            (change, caller) ->
                launches.change(
                    new Change(change.app(), change.from(), change.to(), change.reason()),
                    Actor.OPERATOR,
                    caller))
        .build();
  }

  @Bean
  CommandHandlers greyLaunchHandlers(GreyLaunches launches) {
    return CommandHandlers.builder()
        .on(SetLaunchShare.class, (set, caller) -> launches.setShare(appId(caller), set, caller))
        .on(
            AddTester.class,
            (add, caller) -> launches.addTester(appId(caller), add.login(), caller))
        .on(
            RemoveTester.class,
            (remove, caller) -> launches.removeTester(appId(caller), remove.login(), caller))
        .on(MakeLaunchLink.class, (_, caller) -> launches.makeLink(appId(caller), caller))
        .on(WithdrawLaunchLink.class, (_, caller) -> launches.withdrawLink(appId(caller), caller))
        .build();
  }

  @Bean
  CommandHandlers closingHandlers(Launches launches, HeldDeposits deposits) {
    return CommandHandlers.builder()
        .on(
            CloseEmptyApp.class,
            (close, caller) ->
                CallerRules.service(caller, CLOSE, () -> launches.close(close, caller.requestId())))
        .on(
            NoteDeposit.class,
            (note, caller) -> CallerRules.service(caller, NOTE_DEPOSIT, () -> deposits.note(note)))
        .build();
  }

  private static String appId(Caller caller) {
    return Objects.requireNonNull(caller.appId());
  }
}
