package io.berth.pay.bank.statement;

import io.berth.pay.bank.Ibans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads CSV with a header, separated by commas or semicolons: {@code date} (2026-11-30), {@code
 * amount} (12.50, outgoing ones negative) and {@code currency} are needed, {@code name}, {@code
 * iban}, {@code remittance}, {@code reference} and {@code end_to_end_id} may be there, and others
 * are ignored.
 */
final class CsvStatement {
  private static final Pattern AMOUNT = Pattern.compile("[+-]?[0-9]{1,15}(\\.[0-9]{1,4})?");
  private static final List<String> NEEDED = List.of("date", "amount", "currency");

  private CsvStatement() {}

  static BankStatement read(String file) throws MalformedStatementException {
    String text = file.startsWith("\uFEFF") ? file.substring(1) : file;
    String header = text.lines().findFirst().orElse("");
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setDelimiter(header.contains(";") ? ';' : ',')
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreHeaderCase(true)
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .get();
    try (CSVParser rows = CSVParser.parse(text, format)) {
      for (String column : NEEDED) {
        if (!rows.getHeaderMap().containsKey(column)) {
          throw new MalformedStatementException("no column " + column);
        }
      }
      EntryDigests digests = new EntryDigests();
      List<StatementLine> lines = new ArrayList<>();
      for (CSVRecord row : rows) {
        lines.add(digests.referenced(line(row)));
      }
      return new BankStatement("", lines);
    } catch (IOException | UncheckedIOException | IllegalArgumentException _) {
      throw new MalformedStatementException("neither XML nor CSV with a header");
    }
  }

  private static StatementLine line(CSVRecord row) throws MalformedStatementException {
    String amount = text(row, "amount");
    if (!AMOUNT.matcher(amount).matches() || new BigDecimal(amount).signum() == 0) {
      throw new MalformedStatementException(
          "row " + row.getRecordNumber() + " has no amount such as 12.50");
    }
    return new StatementLine(
        text(row, "reference"),
        date(row),
        new BigDecimal(amount).abs(),
        text(row, "currency"),
        new BigDecimal(amount).signum() > 0,
        text(row, "name"),
        Ibans.normalized(text(row, "iban")),
        text(row, "remittance"),
        text(row, "end_to_end_id"));
  }

  private static LocalDate date(CSVRecord row) throws MalformedStatementException {
    try {
      return LocalDate.parse(text(row, "date"));
    } catch (DateTimeException _) {
      throw new MalformedStatementException(
          "row " + row.getRecordNumber() + " has no date such as 2026-11-30");
    }
  }

  private static String text(CSVRecord row, String column) {
    return row.isSet(column) ? row.get(column) : "";
  }
}
