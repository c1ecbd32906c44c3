package io.berth.did.developer;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Realm;
import io.berth.api.app.AppCommand.ChangeApp;
import io.berth.api.app.AppCommand.ChangeKey;
import io.berth.api.app.AppCommand.CreateApp;
import io.berth.api.app.AppCommand.CreateKey;
import io.berth.api.app.AppCommand.CreateTest;
import io.berth.api.app.AppCommand.CreateTestPlayer;
import io.berth.api.app.AppCommand.DeleteKey;
import io.berth.api.app.AppCommand.ReadApp;
import io.berth.api.app.AppCommand.ReadHead;
import io.berth.api.app.AppCommand.RotateSecret;
import io.berth.api.app.AppCommand.SetPayoutPassword;
import io.berth.did.app.PayoutPasswords;
import io.berth.service.address.AddressBlock;
import io.berth.service.command.CommandHandlers;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Handles people's commands about apps; the command endpoint has checked their permission. */
@Configuration(proxyBeanMethods = false)
class DeveloperCommands {

  @Bean
  CommandHandlers developerAppHandlers(
      AppQueries queries, NewApps newApps, ConsoleApps apps, AuditedApps audited) {
    return CommandHandlers.builder()
        .on(ReadHead.class, (_, caller) -> queries.head(appId(caller), caller))
        .on(ReadApp.class, (_, caller) -> queries.read(appId(caller)))
        .on(
            CreateApp.class,
            (create, caller) ->
                audited.write(
                    "app.create",
                    create.newAppId(),
                    caller,
                    newApps.create(create, Objects.requireNonNull(caller.uid()))))
        .on(
            CreateTest.class,
            (_, caller) ->
                audited.write(
                    "app.create",
                    Realm.TEST.idOf(appId(caller)),
                    caller,
                    newApps.createTest(appId(caller), Objects.requireNonNull(caller.uid()))))
        .on(
            ChangeApp.class,
            (change, caller) ->
                audited.write(
                    "app.change", appId(caller), caller, apps.change(appId(caller), change)))
        .on(
            RotateSecret.class,
            (rotate, caller) ->
                audited.write(
                    "secret.rotate", appId(caller), caller, apps.rotate(appId(caller), rotate)))
        .build();
  }

  @Bean
  CommandHandlers testPlayerHandlers(TestPlayers players) {
    return CommandHandlers.builder()
        .on(CreateTestPlayer.class, (_, caller) -> players.create(appId(caller), caller))
        .build();
  }

  @Bean
  CommandHandlers keyHandlers(AppKeys keys, AuditedApps audited) {
    return CommandHandlers.builder()
        .on(
            CreateKey.class,
            (create, caller) ->
                audited.write(
                    "key.create", appId(caller), caller, keys.create(appId(caller), create)))
        .on(
            ChangeKey.class,
            (change, caller) ->
                audited.write(
                    "key.change", appId(caller), caller, keys.change(appId(caller), change)))
        .on(
            DeleteKey.class,
            (delete, caller) ->
                audited.write(
                    "key.delete",
                    appId(caller),
                    caller,
                    keys.delete(appId(caller), delete.accessKey())))
        .build();
  }

  @Bean
  CommandHandlers payoutPasswordHandlers(PayoutPasswords passwords, AuditedApps audited) {
    return CommandHandlers.builder()
        .on(SetPayoutPassword.class, (set, caller) -> set(set, caller, passwords, audited))
        .build();
  }

  private static Mono<Outcome> set(
      SetPayoutPassword set, Caller caller, PayoutPasswords passwords, AuditedApps audited) {
    String appId = appId(caller);
    return passwords
        .problem(appId, set.password())
        .switchIfEmpty(
            passwords
                .fresh(appId, set.password(), AddressBlock.of(caller))
                .flatMap(
                    hash ->
                        hash.isEmpty()
                            ? Mono.just(new Outcome.Done())
                            : audited.write(
                                "payout-password.change",
                                appId,
                                caller,
                                passwords.store(appId, hash.get()))));
  }

  private static String appId(Caller caller) {
    return Objects.requireNonNull(caller.appId());
  }
}
