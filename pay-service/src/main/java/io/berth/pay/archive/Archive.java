package io.berth.pay.archive;

import io.berth.pay.archive.ArchiveFile.Content;
import io.berth.service.runtime.MayBlock;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Moves entries and orders of closed months from the tables to files, oldest month first. The file
 * is on disk and read again before its month leaves the tables, in one transaction: whatever
 * interrupts it, every row is in the tables or in a file that was compared with them.
 *
 * <p>Blocks, as the tables' owner, in a program of its own.
 */
public final class Archive {

  /** Statements go back a year, and a merchant's day can be compared for 366 days. */
  public static final int MIN_MONTHS = 13;

  private static final int MAX_TRIES = 30;
  private static final long PAUSE_MILLIS = 1000;
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private static final String PARTITIONS =
      """
      select substring(c.relname from '[0-9]{6}$') as month
        from pg_inherits i join pg_class c on c.oid = i.inhrelid
       where i.inhparent = ('public.' || ?)::regclass and c.relname ~ ('^' || ? || '_[0-9]{6}$')
       order by 1
      """;

  // A full pass that began after the month, and found all books right.
  private static final String PROBLEM =
      """
      select case
        when exists (select from account_migration where finished_at is null)
          then 'money of apps is still being moved to their accounts'
        when exists (select from audit_findings) then 'the auditor has found accounts wrong'
        when not exists (select from audit_passes
                          where kind = 'FULL' and differences = 0
                            and started_at > (?::date + interval '1 month') at time zone 'UTC')
          then 'no full pass of the auditor since has found all books right' end
      """;

  private final Connection connection;
  private final Path directory;
  private final Consumer<String> progress;

  /**
   * @param connection of the tables' owner
   * @param progress hears what has been done
   */
  public Archive(Connection connection, Path directory, Consumer<String> progress) {
    this.connection = connection;
    this.directory = directory;
    this.progress = progress;
  }

  /**
   * Archives the entries of all months before this one that are not archived yet.
   *
   * @return how many months
   * @throws IllegalStateException with the reason where a month must not be archived
   */
  public int before(YearMonth end) throws IOException, SQLException, InterruptedException {
    return archive(ArchivedTable.ENTRIES, end);
  }

  /**
   * Archives the orders of all months before this one whose next month's entries are archived. They
   * cannot be refunded any more; their numbers stay taken.
   *
   * @return how many months
   * @throws SQLException also with the reason where a month must not be archived
   */
  public int ordersBefore(YearMonth end) throws IOException, SQLException, InterruptedException {
    return archive(ArchivedTable.ORDERS, end);
  }

  private int archive(ArchivedTable table, YearMonth end)
      throws IOException, SQLException, InterruptedException {
    Files.createDirectories(directory);
    connection.setAutoCommit(true);
    int archived = 0;
    for (YearMonth month : closedBefore(table, end)) {
      switch (table) {
        case ENTRIES -> requireRightBooks(month);
        case ORDERS -> freezeOrders(month);
      }
      ArchiveFile file = new ArchiveFile(table, directory, month);
      file.write(connection, month);
      Content content = file.read();
      finish(table, month, file, content);
      progress.accept(
          month + ": " + content.rows() + " " + table.label() + " are in " + file.path());
      archived++;
    }
    return archived;
  }

  private List<YearMonth> closedBefore(ArchivedTable table, YearMonth end) throws SQLException {
    List<YearMonth> months = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(PARTITIONS)) {
      statement.setString(1, table.label());
      statement.setString(2, table.label());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String name = rows.getString("month");
          YearMonth month =
              YearMonth.of(
                  Integer.parseInt(name.substring(0, 4)), Integer.parseInt(name.substring(4)));
          if (month.isBefore(end)) {
            months.add(month);
          }
        }
      }
    }
    return months;
  }

  private void requireRightBooks(YearMonth month) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PROBLEM)) {
      statement.setDate(1, Date.valueOf(month.atDay(1)));
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        String problem = rows.getString(1);
        if (problem != null) {
          throw new IllegalStateException(month + " is not archived: " + problem);
        }
      }
    }
  }

  private void freezeOrders(YearMonth month) throws SQLException, InterruptedException {
    try (PreparedStatement statement = connection.prepareStatement("select freeze_orders(?)")) {
      statement.setDate(1, Date.valueOf(month.atDay(1)));
      execute(statement);
    }
  }

  private void finish(ArchivedTable table, YearMonth month, ArchiveFile file, Content content)
      throws SQLException, InterruptedException {
    try (PreparedStatement statement =
        connection.prepareStatement("select " + table.finish + "(?, ?, ?, ?, ?::jsonb)")) {
      statement.setDate(1, Date.valueOf(month.atDay(1)));
      statement.setString(2, file.path().getFileName().toString());
      statement.setString(3, content.sha256());
      statement.setLong(4, content.rows());
      statement.setString(5, json(content.sums()));
      execute(statement);
    }
  }

  /** Waits for readers, such as the auditor's full pass, and lets postings through. */
  @MayBlock("a program of its own")
  private static void execute(PreparedStatement statement)
      throws SQLException, InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        statement.execute();
        return;
      } catch (SQLException e) {
        if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState()) || tries == MAX_TRIES) {
          throw e;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  private static String json(Map<Integer, List<BigDecimal>> sums) {
    return sums.entrySet().stream()
        .map(coin -> '"' + coin.getKey().toString() + "\":" + json(coin.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String json(List<BigDecimal> amounts) {
    return amounts.stream()
        .map(amount -> '"' + plain(amount) + '"')
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String plain(BigDecimal amount) {
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }
}
