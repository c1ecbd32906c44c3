package io.berth.console.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueueLengthsTests {
  private static final String TEXT =
      """
      # HELP berth_callback_pending waiting
      berth_callback_pending{state="a"} 3.0
      berth_callback_pending{state="b"} 4.0
      berth_callback_pending_total 99.0
      berth_ledger_queue 1.2E3
      berth_odd NaN
      """;

  @Test
  void sumsTheSamplesOfOneMetric() {
    assertThat(QueueLengths.sum(TEXT, "berth_callback_pending")).hasValue("7");
    assertThat(QueueLengths.sum(TEXT, "berth_ledger_queue")).hasValue("1200");
    assertThat(QueueLengths.sum(TEXT, "berth_odd")).isEmpty();
    assertThat(QueueLengths.sum(TEXT, "berth_callback")).isEmpty();
  }
}
