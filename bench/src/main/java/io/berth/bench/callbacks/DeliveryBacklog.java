package io.berth.bench.callbacks;

import io.berth.bench.suite.BenchSuite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Inserts deliveries that are all due at once directly into callback-service's database. */
final class DeliveryBacklog {

  private static final String DATABASE = "berth_callback";
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration TIMEOUT = Duration.ofMinutes(4);

  /** Copies an existing delivery under new numbers for several apps. */
  private static final String FILL =
      """
      insert into deliveries (id, event_id, order_id, app_id, trade_no, event, request_id, due_at)
      select next_delivery_id(sample.order_id), sample.order_id || '-' || e.run || n,
             sample.order_id, 'bench' || app.number, e.run || n,
             replace(replace(replace(sample.event, sample.trade_no, e.run || n),
                             '"' || sample.app_id || '"', '"bench' || app.number || '"'),
                     sample.event_id, sample.order_id || '-' || e.run || n),
             sample.request_id, now()
        from (select * from deliveries where state = 'DELIVERED' order by id desc limit 1) sample,
             (select ? as run) e,
             generate_series(1, ?) n,
             lateral (select ? + n % ? as number) app
      """;

  private static final String FORGET =
      """
      delete from deliveries
       where state = 'PENDING' and lease is null and position('-backlog%d_' in event_id) > 0
      """;

  /** Several benchmarks of a smoke run share one suite. */
  private static final AtomicInteger RUNS = new AtomicInteger();

  private final BenchSuite suite;

  DeliveryBacklog(BenchSuite suite) {
    this.suite = suite;
  }

  /** Deliveries of some apps, by the numbers of the apps. */
  record Share(int count, int firstApp, int apps) {}

  /**
   * Measures callbacks per second until all are received or a minute is over; deletes the rest.
   *
   * @param answering deliveries whose receivers respond
   * @param hanging deliveries whose receivers never respond; may be of no app
   */
  double drain(Share answering, Share hanging) throws SQLException, InterruptedException {
    int count = answering.count;
    suite.receiver().forget();
    try (Connection connection = suite.postgres().connect(DATABASE)) {
      connection.setAutoCommit(false);
      fill(connection, hanging);
      fill(connection, answering);
      execute(connection, "select pg_notify('berth_deliveries', '')");
      connection.commit();
    }
    long start = System.nanoTime();
    long received = 0;
    while (received < count && System.nanoTime() - start < LONGEST.toNanos()) {
      Thread.sleep(PAUSE);
      received = suite.receiver().count();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (received < count) {
      forgetRest();
    }
    return received / seconds;
  }

  private void forgetRest() throws SQLException {
    try (Connection connection = suite.postgres().connect(DATABASE)) {
      execute(connection, String.format(Locale.ROOT, FORGET, RUNS.get()));
    }
  }

  /** Waits until everything has been delivered but backlogs, of which some receivers hang. */
  void awaitEmpty() throws SQLException, InterruptedException {
    long start = System.nanoTime();
    while (pending() > 0) {
      if (System.nanoTime() - start > TIMEOUT.toNanos()) {
        throw new IllegalStateException("callbacks stay undelivered");
      }
      Thread.sleep(PAUSE);
    }
  }

  private long pending() throws SQLException {
    try (Connection connection = suite.postgres().connect(DATABASE);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select count(*) from deliveries"
                    + " where state = 'PENDING' and position('-backlog' in event_id) = 0")) {
      row.next();
      return row.getLong(1);
    }
  }

  private void fill(Connection connection, Share share) throws SQLException {
    if (share.count == 0) {
      return;
    }
    try (PreparedStatement fill = connection.prepareStatement(FILL)) {
      fill.setString(1, "backlog" + RUNS.incrementAndGet() + "_");
      fill.setInt(2, share.count);
      fill.setInt(3, share.firstApp);
      fill.setInt(4, share.apps);
      if (fill.executeUpdate() != share.count) {
        throw new IllegalStateException("there is no delivery to copy");
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
