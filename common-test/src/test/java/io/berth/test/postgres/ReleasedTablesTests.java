package io.berth.test.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReleasedTablesTests {

  @Test
  void noticesWhatServicesOfTheLastReleaseWouldMiss() {
    Map<String, String> released =
        Map.of(
            "column a.gone", "text",
            "column a.other", "integer",
            "column a.relaxed", "text required",
            "function pay(bigint)", "text",
            "function gone()", "void");
    Map<String, String> today =
        Map.of(
            "column a.other", "bigint",
            "column a.relaxed", "text",
            "column a.needed", "text required",
            "column a.wished", "text",
            "column b.new", "text required",
            "function pay(bigint)", "void",
            "function more()", "void");

    assertThat(ReleasedTables.breaks(released, today))
        .extracting(line -> line.split(" (is|was|has) ", 2)[0])
        .containsExactlyInAnyOrder(
            "column a.gone",
            "column a.other",
            "column a.needed",
            "function pay(bigint)",
            "function gone()");
  }
}
