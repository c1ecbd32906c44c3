package io.berth.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./berth bench --smoke}: the harness works, whatever the figures. */
class BenchSmokeIntegrationTests {

  @TempDir Path folder;

  @Test
  void everySubcommandMeasures() throws Exception {
    Path file = folder.resolve("figures.json");
    ByteArrayOutputStream said = new ByteArrayOutputStream();

    int status =
        Bench.run(
            List.of("--smoke", "--json", file.toString()),
            new PrintStream(said, true, StandardCharsets.UTF_8));

    assertThat(status).isZero();
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("## Goals", "Auditor's difference: 0")
        .doesNotContain("Auditor's difference: 1");
    Set<String> measured = new TreeSet<>();
    for (JsonNode row : JsonMapper.shared().readTree(Files.readString(file))) {
      assertThat(row.get("ours").asDouble()).as(row.toString()).isPositive();
      measured.add(row.get("row").asString().split("[ ,:]")[0]);
    }
    assertThat(measured)
        .contains("signing", "gateway", "ledger", "payout", "refresh", "log", "paid", "callbacks");
  }
}
