package io.berth.standalone.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.standalone.cli.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSearchTests {

  @TempDir Path logs;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        logs.resolve("gateway.log"),
        """
        2026-11-30T08:00:00.005Z INFO  [access-log] io.berth.access {requestId=request-1} - dragonex pay OK in 5 ms, app shop
        2026-11-30T08:00:00.006Z INFO  [access-log] io.berth.access {requestId=request-12} - dragonex pay OK in 5 ms, app shop
        """);
    Files.writeString(
        logs.resolve("pay-service.log.1"),
        """
        2026-11-30T09:00:00.004+01:00 WARN  [loop-1] io.berth.pay.Order {requestId=request-1} - posting was slow
        java.lang.IllegalStateException: no reason
        \tat io.berth.pay
        2026-11-30T07:00 was asked for
        """);
    Files.writeString(
        logs.resolve("pay-service.log"),
        """
        2026-11-30T08:00:00.0045Z INFO  [access-log] io.berth.access {requestId=request-1} - dragonex PayUser OK in 2 ms, app shop, order 77, trade number t-1
        2026-11-30T08:00:09.000Z INFO  [access-log] io.berth.access {requestId=request-3} - dragonex ReadOrder OK in 77 ms, app shop, order 78, trade number t-12
        """);
    Files.write(
        logs.resolve("callback-service.log"),
        "2026-11-30T08:00:01.000Z INFO  [loop-1] i.b.c.AttemptSender {requestId=request-1} - order 77 of shop: callback 1 delivered \u00ff\n"
            .getBytes(StandardCharsets.ISO_8859_1));
    Files.writeString(logs.resolve("notes.txt"), "2026-11-30T08:00:01.000Z request-1 order 77");
  }

  private String said(String name, int status) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    assertThat(LogSearch.run(logs, name, new Progress(out))).isEqualTo(status);
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void showsTheLinesOfAllServicesInOrderOfTimeWithTheirStackTraces() {
    assertThat(said("request-1", 0).lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("pay-service ").endsWith("posting was slow"),
            line -> assertThat(line).startsWith("java.lang.IllegalStateException"),
            line -> assertThat(line).contains("at io.berth.pay"),
            line -> assertThat(line).isEqualTo("2026-11-30T07:00 was asked for"),
            line -> assertThat(line).startsWith("pay-service ").contains("PayUser OK"),
            line -> assertThat(line).startsWith("gateway ").contains("pay OK"),
            line -> assertThat(line).startsWith("callback-service ").contains("callback 1"));
  }

  @Test
  void findsTheRequestsOfAnOrderByItsIdOrTradeNumber() {
    assertThat(said("77", 0)).isEqualTo(said("request-1", 0));
    assertThat(said("t-1", 0)).isEqualTo(said("request-1", 0));
    assertThat(said("t-12", 0).lines()).singleElement().asString().contains("ReadOrder");
  }

  @Test
  void saysWhereThereIsNothing() {
    assertThat(said("request-4", 1)).startsWith("No line in " + logs);
  }
}
