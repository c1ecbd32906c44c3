package io.berth.pay.bank.statement;

import io.berth.pay.bank.Ibans;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the booked entries of ISO 20022 bank-to-customer statements ({@code camt.053.001.02} to
 * {@code .12}, whose used elements have the same names). An entry of several transactions becomes a
 * line for each.
 */
final class Camt053 {
  private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,5})?");

  private Camt053() {}

  static List<BankStatement> read(byte[] document) throws MalformedStatementException {
    List<BankStatement> statements = new ArrayList<>();
    for (XmlElement statement : XmlElement.read(document).all("BkToCstmrStmt", "Stmt")) {
      EntryDigests digests = new EntryDigests();
      List<StatementLine> lines = new ArrayList<>();
      for (XmlElement entry : statement.all("Ntry")) {
        if (isBooked(entry)) {
          lines(entry).map(digests::referenced).forEach(lines::add);
        }
      }
      statements.add(
          new BankStatement(Ibans.normalized(statement.text("Acct", "Id", "IBAN")), lines));
    }
    if (statements.isEmpty()) {
      throw new MalformedStatementException("no CAMT.053 statement");
    }
    return statements;
  }

  private static boolean isBooked(XmlElement entry) {
    return entry.text("Sts").equals("BOOK") || entry.text("Sts", "Cd").equals("BOOK");
  }

  private static Stream<StatementLine> lines(XmlElement entry) throws MalformedStatementException {
    List<XmlElement> transactions = entry.all("NtryDtls", "TxDtls");
    if (transactions.size() < 2) {
      XmlElement transaction = transactions.isEmpty() ? entry : transactions.getFirst();
      String reference = entry.text("AcctSvcrRef");
      return Stream.of(
          line(
              entry,
              transaction,
              amount(entry.all("Amt")),
              reference.isEmpty() ? transaction.text("Refs", "AcctSvcrRef") : reference));
    }
    List<StatementLine> lines = new ArrayList<>();
    BigDecimal total = BigDecimal.ZERO;
    for (XmlElement transaction : transactions) {
      BigDecimal amount = amount(amounts(transaction));
      String own = transaction.text("Refs", "AcctSvcrRef");
      String shared = entry.text("AcctSvcrRef");
      String place = own.isEmpty() ? Integer.toString(lines.size() + 1) : own;
      lines.add(line(entry, transaction, amount, shared.isEmpty() ? own : shared + '/' + place));
      total = total.add(amount);
    }
    if (total.compareTo(amount(entry.all("Amt"))) != 0) {
      throw new MalformedStatementException(
          "an entry's transactions do not add up to " + entry.text("Amt"));
    }
    return lines.stream();
  }

  private static List<XmlElement> amounts(XmlElement transaction) {
    List<XmlElement> plain = transaction.all("Amt");
    return plain.isEmpty() ? transaction.all("AmtDtls", "TxAmt", "Amt") : plain;
  }

  private static BigDecimal amount(List<XmlElement> found) throws MalformedStatementException {
    String text = found.isEmpty() ? "" : found.getFirst().text();
    if (!AMOUNT.matcher(text).matches() || new BigDecimal(text).signum() == 0) {
      throw new MalformedStatementException("an entry has no amount");
    }
    return new BigDecimal(text);
  }

  private static StatementLine line(
      XmlElement entry, XmlElement transaction, BigDecimal amount, String reference)
      throws MalformedStatementException {
    boolean incoming = incoming(entry);
    String party = incoming ? "Dbtr" : "Cdtr";
    String name = transaction.text("RltdPties", party, "Pty", "Nm");
    String endToEndId = transaction.text("Refs", "EndToEndId");
    return new StatementLine(
        reference,
        bookedOn(entry),
        amount,
        entry.all("Amt").getFirst().attribute("Ccy"),
        incoming,
        name.isEmpty() ? transaction.text("RltdPties", party, "Nm") : name,
        Ibans.normalized(transaction.text("RltdPties", party + "Acct", "Id", "IBAN")),
        (transaction.texts("RmtInf", "Strd", "CdtrRefInf", "Ref")
                + ' '
                + transaction.texts("RmtInf", "Ustrd"))
            .strip(),
        endToEndId.equals("NOTPROVIDED") ? "" : endToEndId);
  }

  private static boolean incoming(XmlElement entry) throws MalformedStatementException {
    return switch (entry.text("CdtDbtInd")) {
      case "CRDT" -> true;
      case "DBIT" -> false;
      default -> throw new MalformedStatementException("an entry is neither CRDT nor DBIT");
    };
  }

  private static LocalDate bookedOn(XmlElement entry) throws MalformedStatementException {
    String day = entry.text("BookgDt", "Dt");
    String moment = entry.text("BookgDt", "DtTm");
    try {
      return LocalDate.parse(
          day.isEmpty() ? moment.substring(0, Math.min(10, moment.length())) : day);
    } catch (DateTimeException _) {
      throw new MalformedStatementException("an entry has no booking date");
    }
  }
}
