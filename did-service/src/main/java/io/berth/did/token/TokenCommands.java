package io.berth.did.token;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.token.TokenCommand.CheckPayToken;
import io.berth.api.token.TokenCommand.CheckRevocation;
import io.berth.api.token.TokenCommand.Login;
import io.berth.api.token.TokenCommand.Logout;
import io.berth.api.token.TokenCommand.ReadTokenLife;
import io.berth.api.token.TokenCommand.RedeemCode;
import io.berth.api.token.TokenCommand.RefreshTokens;
import io.berth.api.token.TokenCommand.RenewTokens;
import io.berth.did.command.CallerRules;
import io.berth.did.session.Sessions;
import io.berth.service.command.CommandHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Handles the commands of apps and services about tokens. */
@Configuration(proxyBeanMethods = false)
class TokenCommands {

  @Bean
  CommandHandlers tokenHandlers(Tokens tokens, PayTokens payTokens, Sessions sessions) {
    return CommandHandlers.builder()
        .on(
            Login.class,
            (login, caller) -> CallerRules.server(caller, app -> tokens.login(login, app)))
        .on(
            RefreshTokens.class,
            (pair, caller) -> CallerRules.server(caller, app -> tokens.refresh(pair, app)))
        .on(
            Logout.class,
            (logout, caller) -> CallerRules.app(caller, app -> tokens.logout(logout, caller, app)))
        .on(
            ReadTokenLife.class,
            (_, caller) -> CallerRules.app(caller, app -> tokens.life(caller, app)))
        .on(
            RedeemCode.class,
            (redeem, caller) -> CallerRules.server(caller, app -> tokens.redeem(redeem, app)))
        .on(
            RenewTokens.class,
            (renew, caller) -> CallerRules.server(caller, app -> tokens.renew(renew, app)))
        .on(
            CheckPayToken.class,
            (check, caller) ->
                CallerRules.service(caller, "pay-token:check", () -> payTokens.check(check)))
        .on(
            CheckRevocation.class,
            (check, caller) ->
                CallerRules.service(
                    caller, "revocation:check", () -> lives(check, tokens, sessions)))
        .build();
  }

  private static Mono<Outcome> lives(CheckRevocation check, Tokens tokens, Sessions sessions) {
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
