package io.berth.console.export;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * RFC 4180 for spreadsheets and scripts alike: UTF-8 with the mark by which spreadsheets know it,
 * instants in ISO 8601 and UTC, amounts as exact decimals. A cell that a spreadsheet would take for
 * a formula begins with an apostrophe; numbers cannot be formulas and stay as they are.
 */
public final class Csv {
  private static final MediaType TYPE = new MediaType("text", "csv", StandardCharsets.UTF_8);
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
  private static final Pattern FORMULA =
      Pattern.compile("^[\\s\\p{Z}]*[=+\\-@\t\r\n|%].*", Pattern.DOTALL);
  private static final Pattern QUOTED = Pattern.compile("[\",\r\n]|^[ \t]|[ \t]$");

  private Csv() {}

  /** Streams a file of rows, each with its line end, as {@link Download} does. */
  public static Mono<ServerResponse> download(String filename, Flux<String> rows) {
    return Download.of(filename, TYPE, rows.startWith(BYTE_ORDER_MARK));
  }

  /** Writes one line with its line end; null is an empty cell. */
  public static String row(@Nullable Object... cells) {
    List<@Nullable Object> all = Arrays.asList(cells);
    return all.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String cell(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    String text =
        switch (value) {
          case java.math.BigDecimal amount -> amount.toPlainString();
          case Instant instant -> instant.toString();
          default -> value.toString();
        };
    boolean formula = FORMULA.matcher(text).matches() && !NUMBER.matcher(text).matches();
    String safe = formula ? "'" + text : text;
    return QUOTED.matcher(safe).find() ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
