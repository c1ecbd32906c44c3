package io.berth.pay.bank.statement;

import io.berth.pay.access.Amounts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Makes references of lines that have none of the bank. Equal lines of one file are told apart by
 * their place among each other, so that the same file gives the same references again.
 */
final class EntryDigests {
  private final Map<String, Integer> seen = new HashMap<>();

  StatementLine referenced(StatementLine line) {
    if (!line.entryReference().isEmpty()) {
      return line;
    }
    String content =
        String.join(
            "\n",
            line.bookedOn().toString(),
            Amounts.canonical(line.amount()).toPlainString(),
            line.currency(),
            Boolean.toString(line.incoming()),
            line.counterparty(),
            line.counterpartyAccount(),
            line.remittance(),
            line.endToEndId());
    int place = seen.merge(content, 1, Integer::sum);
    return new StatementLine(
        "sha256:" + digest(content + '\n' + place),
        line.bookedOn(),
        line.amount(),
        line.currency(),
        line.incoming(),
        line.counterparty(),
        line.counterpartyAccount(),
        line.remittance(),
        line.endToEndId());
  }

  private static String digest(String content) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(content.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
