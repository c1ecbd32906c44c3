package io.berth.did.command;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.token.TokenCommand;
import io.berth.api.token.TokenCommand.CheckRevocation;
import io.berth.did.consent.SessionConsents;
import io.berth.did.session.Sessions;
import io.berth.did.token.PayTokens;
import io.berth.did.token.Tokens;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Handles the commands of apps about authorization codes and tokens, and the questions of services
 * whether one is still good.
 */
@Component
final class TokenCommands {
  private final Tokens tokens;
  private final PayTokens payTokens;
  private final Sessions sessions;
  private final SessionConsents consents;

  TokenCommands(Tokens tokens, PayTokens payTokens, Sessions sessions, SessionConsents consents) {
    this.tokens = tokens;
    this.payTokens = payTokens;
    this.sessions = sessions;
    this.consents = consents;
  }

  Mono<Outcome> answer(TokenCommand command, Caller caller) {
    return switch (command) {
      case TokenCommand.Login login -> Callers.server(caller, app -> tokens.login(login, app));
      case TokenCommand.RefreshTokens pair ->
          Callers.server(caller, app -> tokens.refresh(pair, app));
      case TokenCommand.Logout logout ->
          Callers.app(caller, app -> tokens.logout(logout, caller, app));
      case TokenCommand.ReadTokenLife _ -> Callers.app(caller, app -> tokens.life(caller, app));
      case TokenCommand.AuthorizeInSession authorize ->
          Callers.app(caller, app -> consents.authorize(authorize, app));
      case TokenCommand.RedeemCode redeem ->
          Callers.server(caller, app -> tokens.redeem(redeem, app));
      case TokenCommand.RenewTokens renew ->
          Callers.server(caller, app -> tokens.renew(renew, app));
      case TokenCommand.CheckPayToken check ->
          Callers.service(caller, "pay-token:check", () -> payTokens.check(check));
      case CheckRevocation check -> Callers.service(caller, "revocation:check", () -> lives(check));
    };
  }

  private Mono<Outcome> lives(CheckRevocation check) {
    Mono<Boolean> lives;
    if (check.family() != null) {
      lives = tokens.lives(check.family(), check.tokenId(), check.uid());
    } else if (check.sessionId() != null) {
      lives = sessions.lives(check.sessionId(), check.uid());
    } else {
      return Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER));
    }
    return lives.map(is -> is ? new Outcome.Done() : Refusal.of(ErrorCode.TOKEN_UNUSABLE));
  }
}
