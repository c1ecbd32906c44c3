package io.berth.did;

import io.berth.api.Caller;
import io.berth.api.KeySessionCommand;
import io.berth.api.Outcome;
import io.berth.did.session.KeyRecoveries;
import io.berth.did.session.KeyRegistrations;
import io.berth.did.session.KeySessions;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Handles the commands of people whose API session is carried as a key. */
@Component
final class KeySessionCommands {
  private final KeyRegistrations registrations;
  private final KeyRecoveries recoveries;
  private final KeySessions sessions;

  KeySessionCommands(
      KeyRegistrations registrations, KeyRecoveries recoveries, KeySessions sessions) {
    this.registrations = registrations;
    this.recoveries = recoveries;
    this.sessions = sessions;
  }

  Mono<Outcome> answer(KeySessionCommand command, Caller caller) {
    return switch (command) {
      case KeySessionCommand.ResolveSession(String sessionKey) ->
          Callers.service(caller, "payment:authorize", () -> sessions.account(sessionKey));
      case KeySessionCommand.Register register ->
          Callers.anybody(caller, address -> registrations.begin(register, address));
      case KeySessionCommand.CompleteRegistration complete ->
          Callers.anybody(caller, address -> registrations.complete(complete, address));
      case KeySessionCommand.SignIn signIn ->
          Callers.anybody(caller, address -> sessions.signIn(signIn, address));
      case KeySessionCommand.ReadAccount(String sessionKey) ->
          Callers.anybody(caller, _ -> sessions.account(sessionKey));
      case KeySessionCommand.StartRecovery start ->
          Callers.anybody(caller, address -> recoveries.begin(start, address));
      case KeySessionCommand.VerifyRecovery verify ->
          Callers.anybody(caller, address -> recoveries.verify(verify, address));
      case KeySessionCommand.SetPassword set ->
          Callers.anybody(caller, address -> recoveries.setPassword(set, address));
      case KeySessionCommand.SetPayPassword set ->
          Callers.anybody(caller, address -> recoveries.setPayPassword(set, address));
    };
  }
}
