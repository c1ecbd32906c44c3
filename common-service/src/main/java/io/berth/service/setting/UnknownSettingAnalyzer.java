package io.berth.service.setting;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Lets the log say why the start was refused, without a stack trace. */
final class UnknownSettingAnalyzer extends AbstractFailureAnalyzer<UnknownSettingException> {

  @Override
  protected FailureAnalysis analyze(Throwable failure, UnknownSettingException cause) {
    return new FailureAnalysis(
        cause.getMessage(),
        "Correct or remove it; docs/configuration.md lists every setting.",
        cause);
  }
}
