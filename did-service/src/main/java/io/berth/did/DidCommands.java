package io.berth.did;

import io.berth.api.AppCommand;
import io.berth.api.CallbackCommand;
import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.CompanyCommand;
import io.berth.api.DidCommand;
import io.berth.api.DoctorCommand;
import io.berth.api.ErrorCode;
import io.berth.api.OperatorDidCommand;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.PayCommand;
import io.berth.did.account.Users;
import io.berth.did.app.Apps;
import io.berth.did.app.KeyUses;
import io.berth.did.company.AppCommands;
import io.berth.did.company.CompanyCommands;
import io.berth.did.company.ConsoleAccess;
import io.berth.did.consent.SessionConsents;
import io.berth.did.event.Republisher;
import io.berth.did.identity.Profiles;
import io.berth.did.operator.OperatorDesk;
import io.berth.did.session.KeyRecoveries;
import io.berth.did.session.KeyRegistrations;
import io.berth.did.session.KeySessions;
import io.berth.did.session.Sessions;
import io.berth.did.social.Channels;
import io.berth.did.social.SocialCommands;
import io.berth.did.token.PayTokens;
import io.berth.did.token.Tokens;
import io.berth.did.verification.Payers;
import io.berth.did.verification.WalletPasswords;
import io.berth.service.command.CommandHandler;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Who may ask for what, and who answers it. */
@Component
final class DidCommands implements CommandHandler {
  private final Tokens tokens;
  private final PayTokens payTokens;
  private final Profiles profiles;
  private final Payers payers;
  private final Sessions sessions;
  private final Users users;
  private final Apps apps;
  private final Republisher republisher;
  private final SocialCommands social;
  private final Channels channels;
  private final KeyRegistrations registrations;
  private final KeyRecoveries recoveries;
  private final KeySessions keySessions;
  private final SessionConsents consents;
  private final WalletPasswords walletPasswords;
  private final ConsoleAccess access;
  private final CompanyCommands companies;
  private final AppCommands consoleApps;
  private final OperatorDesk operators;
  private final KeyUses keyUses;

  DidCommands(
      Tokens tokens,
      PayTokens payTokens,
      Profiles profiles,
      Payers payers,
      Sessions sessions,
      Users users,
      Apps apps,
      Republisher republisher,
      SocialCommands social,
      Channels channels,
      KeyRegistrations registrations,
      KeyRecoveries recoveries,
      KeySessions keySessions,
      SessionConsents consents,
      WalletPasswords walletPasswords,
      ConsoleAccess access,
      CompanyCommands companies,
      AppCommands consoleApps,
      OperatorDesk operators,
      KeyUses keyUses) {
    this.tokens = tokens;
    this.payTokens = payTokens;
    this.profiles = profiles;
    this.payers = payers;
    this.sessions = sessions;
    this.users = users;
    this.apps = apps;
    this.republisher = republisher;
    this.social = social;
    this.channels = channels;
    this.registrations = registrations;
    this.recoveries = recoveries;
    this.keySessions = keySessions;
    this.consents = consents;
    this.walletPasswords = walletPasswords;
    this.access = access;
    this.companies = companies;
    this.consoleApps = consoleApps;
    this.operators = operators;
    this.keyUses = keyUses;
  }

  @Override
  public Mono<Outcome> handle(Command command, Caller caller) {
    return switch (command) {
      case DidCommand did -> handle(did, caller);
      case PayCommand _, CallbackCommand _, DoctorCommand _ -> refused(ErrorCode.BAD_PARAMETER);
    };
  }

  private Mono<Outcome> handle(DidCommand command, Caller caller) {
    Mono<Outcome> outcome =
        switch (command) {
          case DidCommand.Login login -> server(caller, app -> tokens.login(login, app));
          case DidCommand.RefreshTokens pair -> server(caller, app -> tokens.refresh(pair, app));
          case DidCommand.Logout logout ->
              forApp(caller, app -> tokens.logout(logout, caller, app));
          case DidCommand.ReadTokenLife _ -> forApp(caller, app -> tokens.life(caller, app));
          case DidCommand.ReadUser read ->
              forApp(caller, app -> profiles.read(read.user(), caller, app));
          case DidCommand.ReadPlayer read ->
              server(caller, app -> social.player(read, caller, app));
          case DidCommand.ReadFriendsSwitch read ->
              server(caller, app -> social.friendsSwitch(read, app));
          case DidCommand.ReadFriends read -> server(caller, app -> social.friends(read, app));
          case DidCommand.ChooseServer choose -> server(caller, app -> social.choose(choose, app));
          case DidCommand.RecordScore record -> server(caller, app -> social.score(record, app));
          case DidCommand.PutChannel put -> operator(caller, () -> channels.put(put));
          case DidCommand.ResolveIdentity resolve ->
              service(caller, "identity:resolve", () -> profiles.resolve(resolve));
          case DidCommand.ReadPayer read ->
              service(caller, "payment:authorize", () -> payers.read(read));
          case DidCommand.SendPaymentCode send ->
              service(caller, "payment:authorize", () -> payers.sendCode(send));
          case DidCommand.AuthorizePayment payment ->
              service(caller, "payment:authorize", () -> payers.authorize(payment));
          case DidCommand.CheckPayToken check ->
              service(caller, "pay-token:check", () -> payTokens.check(check));
          case DidCommand.CheckRevocation check ->
              service(caller, "revocation:check", () -> lives(check));
          case DidCommand.Register register ->
              anybody(caller, address -> registrations.begin(register, address));
          case DidCommand.CompleteRegistration complete ->
              anybody(caller, address -> registrations.complete(complete));
          case DidCommand.SignIn signIn ->
              anybody(caller, address -> keySessions.signIn(signIn, address));
          case DidCommand.ReadAccount(String sessionKey) ->
              anybody(caller, address -> keySessions.account(sessionKey));
          case DidCommand.StartRecovery start ->
              anybody(caller, address -> recoveries.begin(start, address));
          case DidCommand.VerifyRecovery verify ->
              anybody(caller, address -> recoveries.verify(verify));
          case DidCommand.SetPassword set ->
              anybody(caller, address -> recoveries.setPassword(set));
          case DidCommand.SetPayPassword set ->
              anybody(caller, address -> recoveries.setPayPassword(set));
          case DidCommand.AuthorizeInSession authorize ->
              forApp(caller, app -> consents.authorize(authorize, app));
          case DidCommand.RedeemCode redeem -> server(caller, app -> tokens.redeem(redeem, app));
          case DidCommand.RenewTokens renew -> server(caller, app -> tokens.renew(renew, app));
          case DidCommand.ResolveSession(String sessionKey) ->
              service(caller, "payment:authorize", () -> keySessions.account(sessionKey));
          case DidCommand.CheckPayPassword check ->
              service(caller, "payment:authorize", () -> walletPasswords.check(check));
          case DidCommand.ReadPeople people ->
              service(caller, "identity:resolve", () -> profiles.people(people));
          case DidCommand.PutCompany put -> operator(caller, () -> apps.put(put));
          case DidCommand.PutUser put -> operator(caller, () -> users.put(put));
          case DidCommand.PutApp put -> operator(caller, () -> apps.put(put));
          case OperatorDidCommand asked -> operators.handle(asked, caller);
          case DidCommand.CheckApp(DidCommand.PutApp put) ->
              operator(caller, () -> apps.check(put));
          case DidCommand.ReportKeyUses report ->
              service(caller, "key-use:report", () -> keyUses.note(report));
          case DidCommand.ResolveAccess resolve ->
              service(caller, "console:access", () -> access.resolve(resolve));
          case CompanyCommand asked -> companies.answer(asked, caller);
          case AppCommand asked -> consoleApps.answer(asked, caller);
          case DidCommand.Republish _ -> operator(caller, republisher::republish);
        };
    return outcome.onErrorResume(Busy.class, _ -> refused(ErrorCode.TOO_FREQUENT));
  }

  private Mono<Outcome> lives(DidCommand.CheckRevocation check) {
    Mono<Boolean> lives;
    if (check.family() != null) {
      lives = tokens.familyLives(check.family(), check.uid());
    } else if (check.sessionId() != null) {
      lives = sessions.lives(check.sessionId(), check.uid());
    } else {
      return refused(ErrorCode.BAD_PARAMETER);
    }
    return lives.map(is -> is ? new Outcome.Done() : Refusal.of(ErrorCode.TOKEN_UNUSABLE));
  }

  private static Mono<Outcome> server(Caller caller, Function<String, Mono<Outcome>> work) {
    return caller.kind() == Caller.Kind.SERVER
        ? forApp(caller, work)
        : refused(ErrorCode.NO_PERMISSION);
  }

  /** Whoever asks through a gateway; what they know proves who they are. */
  private static Mono<Outcome> anybody(Caller caller, Function<String, Mono<Outcome>> work) {
    String address = caller.address();
    return caller.kind() == Caller.Kind.CLIENT
        ? work.apply(address == null ? "unknown" : address)
        : refused(ErrorCode.NO_PERMISSION);
  }

  private static Mono<Outcome> forApp(Caller caller, Function<String, Mono<Outcome>> work) {
    String app = caller.appId();
    boolean byApp = caller.kind() == Caller.Kind.SERVER || caller.kind() == Caller.Kind.CLIENT;
    return app == null || !byApp ? refused(ErrorCode.NO_PERMISSION) : work.apply(app);
  }

  private static Mono<Outcome> service(
      Caller caller, String permission, Supplier<Mono<Outcome>> work) {
    return caller.kind() == Caller.Kind.SERVICE && caller.permissions().contains(permission)
        ? work.get()
        : refused(ErrorCode.NO_PERMISSION);
  }

  private static Mono<Outcome> operator(Caller caller, Supplier<Mono<Outcome>> work) {
    return caller.kind() == Caller.Kind.OPERATOR ? work.get() : refused(ErrorCode.NO_PERMISSION);
  }

  private static Mono<Outcome> refused(ErrorCode code) {
    return Mono.just(Refusal.of(code));
  }
}
