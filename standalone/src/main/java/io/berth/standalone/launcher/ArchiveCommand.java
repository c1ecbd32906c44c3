package io.berth.standalone.launcher;

import io.berth.pay.archive.Archive;
import io.berth.standalone.cli.CommandLine;
import io.berth.standalone.cli.FailureMessages;
import io.berth.standalone.cli.Progress;
import io.berth.standalone.cli.UserError;
import io.berth.standalone.data.DataDirectory;
import io.berth.standalone.data.LocalSettings;
import io.berth.standalone.service.LocalServers;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * Runs the command {@code archive}: moves entries, and orders if asked to, of closed months of a
 * running suite to files.
 */
public final class ArchiveCommand {

  private static final int USUAL_MONTHS = 24;

  /** No suite is a thousand years old. */
  private static final int NEVER = 12_000;

  private ArchiveCommand() {}

  /**
   * @throws UserError with the problem in one line
   */
  public static int run(CommandLine line, DataDirectory data, Progress progress)
      throws InterruptedException {
    if (line.arguments().size() != 1) {
      throw new UserError(
          "archive needs a directory: ./berth archive DIR [--months N] [--order-months N]");
    }
    int months = line.number("--months", USUAL_MONTHS);
    if (months < Archive.MIN_MONTHS) {
      throw new UserError("--months must be " + Archive.MIN_MONTHS + " or more");
    }
    int orderMonths = line.number("--order-months", NEVER);
    if (orderMonths <= months) {
      throw new UserError("--order-months must be more than --months");
    }
    if (!data.isRunning()) {
      throw new UserError("Nothing runs on " + data.root() + "; archiving needs a running suite.");
    }
    YearMonth now = YearMonth.now(ZoneOffset.UTC);
    try (Connection connection = connect(LocalSettings.of(data))) {
      Archive archive =
          new Archive(connection, Path.of(line.arguments().getFirst()), progress::say);
      int archived = archive.before(now.minusMonths(months));
      int orders = archive.ordersBefore(now.minusMonths(orderMonths));
      progress.say("Archived " + archived + " months of entries and " + orders + " of orders.");
      return 0;
    } catch (IOException | SQLException e) {
      throw new UserError("Archiving failed, and can be repeated: " + FailureMessages.reason(e));
    } catch (IllegalStateException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  private static Connection connect(LocalSettings settings) throws SQLException {
    String database = "berth_pay";
    String owner = database + "_owner";
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + settings.port(LocalServers.POSTGRES) + "/" + database,
        owner,
        settings.password("postgres/" + owner));
  }
}
