package io.berth.console.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTests {

  @Test
  void writesAmountsAndInstantsAsTheyAre() {
    assertThat(
            Csv.row(
                "a",
                new BigDecimal("-1E+3"),
                new BigDecimal("0.000000000000000001"),
                Instant.parse("2026-11-21T08:00:00.123Z"),
                null,
                7L))
        .isEqualTo("a,-1000,0.000000000000000001,2026-11-21T08:00:00.123Z,,7\r\n");
  }

  @Test
  void quotesWhatWouldBreakARow() {
    assertThat(Csv.row("a,b", "say \"hi\"", "two\nlines", " edge "))
        .isEqualTo("\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\" edge \"\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        " =1",
        "\r=1",
        "|calc",
        "%0A=1",
        "-",
        "-2-3"
      })
  void whatASpreadsheetWouldCalculateIsText(String cell) {
    assertThat(Csv.row(cell)).matches("(?s)\"?'.*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-12.5", "12", "0.1", "trade_1", "小明"})
  void numbersAndWordsStayAsTheyAre(String cell) {
    assertThat(Csv.row(cell)).isEqualTo(cell + "\r\n");
  }
}
