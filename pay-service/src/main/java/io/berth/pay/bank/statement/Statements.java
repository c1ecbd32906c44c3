package io.berth.pay.bank.statement;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads bank statements, which are taken for CAMT.053 if they begin as XML, else for CSV. */
public final class Statements {
  private static final int MOST_LINES = 5000;

  private Statements() {}

  /**
   * Reads the booked lines of a file.
   *
   * @throws MalformedStatementException if it is neither, or has more than 5000 lines
   */
  public static List<BankStatement> read(byte[] content) throws MalformedStatementException {
    List<BankStatement> statements =
        beginsAsXml(content) ? Camt053.read(content) : List.of(CsvStatement.read(text(content)));
    int lines = statements.stream().mapToInt(statement -> statement.lines().size()).sum();
    if (lines > MOST_LINES) {
      throw new MalformedStatementException("more than " + MOST_LINES + " lines");
    }
    return statements;
  }

  /** In any encoding that XML may have, the first visible character is a bracket. */
  private static boolean beginsAsXml(byte[] content) {
    for (int i = 0; i < Math.min(content.length, 16); i++) {
      if (content[i] == '<') {
        return true;
      } else if (content[i] > ' ') {
        return false;
      }
    }
    return false;
  }

  private static String text(byte[] content) throws MalformedStatementException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException _) {
      throw new MalformedStatementException("not UTF-8");
    }
  }
}
