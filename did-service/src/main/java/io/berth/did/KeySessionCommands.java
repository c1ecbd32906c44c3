package io.berth.did;

import io.berth.api.Caller;
import io.berth.api.DidCommand;
import io.berth.api.Outcome;
import io.berth.did.session.KeyRecoveries;
import io.berth.did.session.KeyRegistrations;
import io.berth.did.session.KeySessions;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What people ask whose session is carried as a key. */
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

  Mono<Outcome> answer(DidCommand.KeySessionCommand command, Caller caller) {
    return switch (command) {
      case DidCommand.ResolveSession(String sessionKey) ->
          Callers.service(caller, "payment:authorize", () -> sessions.account(sessionKey));
      case DidCommand.Register register ->
          Callers.anybody(caller, address -> registrations.begin(register, address));
      case DidCommand.CompleteRegistration complete ->
          Callers.anybody(caller, _ -> registrations.complete(complete));
      case DidCommand.SignIn signIn ->
          Callers.anybody(caller, address -> sessions.signIn(signIn, address));
      case DidCommand.ReadAccount(String sessionKey) ->
          Callers.anybody(caller, _ -> sessions.account(sessionKey));
      case DidCommand.StartRecovery start ->
          Callers.anybody(caller, address -> recoveries.begin(start, address));
      case DidCommand.VerifyRecovery verify ->
          Callers.anybody(caller, _ -> recoveries.verify(verify));
      case DidCommand.SetPassword set -> Callers.anybody(caller, _ -> recoveries.setPassword(set));
      case DidCommand.SetPayPassword set ->
          Callers.anybody(caller, _ -> recoveries.setPayPassword(set));
    };
  }
}
