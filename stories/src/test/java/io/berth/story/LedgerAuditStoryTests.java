package io.berth.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.standalone.bootstrap.BootstrapClient;
import io.berth.standalone.cli.Progress;
import io.berth.standalone.launcher.AuditCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** {@code ./berth audit} against the whole suite. */
class LedgerAuditStoryTests {

  @Test
  void everyBalanceIsWhatItsEntriesSay() throws InterruptedException {
    RunningBerth berth = RunningBerth.get();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (BootstrapClient suite = new BootstrapClient(berth.origin(), berth.operatorToken())) {
      Progress progress = new Progress(new PrintStream(said, true, StandardCharsets.UTF_8));
      assertThat(AuditCommand.run(suite, progress)).isZero();
    }
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("Every balance is what its entries say");
  }
}
