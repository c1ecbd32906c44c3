package io.berth.service.migration;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in a few lines why the service does not start, instead of in a stack trace. */
final class OutdatedSchemaAnalyzer extends AbstractFailureAnalyzer<OutdatedSchemaException> {

  @Override
  protected FailureAnalysis analyze(Throwable root, OutdatedSchemaException cause) {
    return new FailureAnalysis(
        cause.getMessage(),
        "Run this version's program once with the argument \"migrate\" and the owner's"
            + " spring.flyway.user and spring.flyway.password, and start the service again.",
        cause);
  }
}
