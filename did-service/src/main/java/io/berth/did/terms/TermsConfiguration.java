package io.berth.did.terms;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Outcome.Refusal;
import io.berth.api.terms.TermsCommand.DecideTerms;
import io.berth.api.terms.TermsCommand.OperateTerms;
import io.berth.api.terms.TermsCommand.ProposeTerms;
import io.berth.api.terms.TermsCommand.ReadTerms;
import io.berth.api.terms.TermsCommand.WithdrawTerms;
import io.berth.service.command.CommandHandlers;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Handles commands about terms; the command endpoint has checked their permission. */
@Configuration(proxyBeanMethods = false)
class TermsConfiguration {

  @Bean
  CommandHandlers termsHandlers(
      TermsVersions versions, TermsProposals proposals, TermsDecisions decisions) {
    return CommandHandlers.builder()
        .on(
            ReadTerms.class,
            (_, caller) ->
                versions.read(appId(caller)).defaultIfEmpty(Refusal.of(ErrorCode.APP_UNKNOWN)))
        .on(
            OperateTerms.class,
            (read, _) -> versions.read(read.app()).defaultIfEmpty(Invalid.of("app", "unknown")))
        .on(ProposeTerms.class, proposals::propose)
        .on(WithdrawTerms.class, decisions::withdraw)
        .on(DecideTerms.class, (decide, caller) -> decisions.decide(appId(caller), decide, caller))
        .build();
  }

  private static String appId(Caller caller) {
    return Objects.requireNonNull(caller.appId());
  }
}
