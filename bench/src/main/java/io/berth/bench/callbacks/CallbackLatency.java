package io.berth.bench.callbacks;

import io.berth.bench.suite.BenchSuite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Joins what PostgreSQL calls the moment of payment with the receiver's of arrival. */
final class CallbackLatency {

  private static final String SETTLED =
      """
      select trade_no, (extract(epoch from settled_at) * 1000000)::bigint as micros
        from orders where starts_with(trade_no, ?)
      """;

  private static final int ATTEMPTS = 300;

  private CallbackLatency() {}

  /**
   * In microseconds, of all orders whose numbers begin so.
   *
   * @throws IllegalStateException if the callback of one does not come
   */
  static Histogram of(BenchSuite suite, String run) throws SQLException, InterruptedException {
    Map<String, Long> settled = settled(suite, run);
    Map<String, Long> arrivals = suite.receiver().arrivals().byTradeNo();
    for (int i = 0; i < ATTEMPTS && !arrivals.keySet().containsAll(settled.keySet()); i++) {
      Thread.sleep(100);
      arrivals = suite.receiver().arrivals().byTradeNo();
    }
    Histogram latencies = new Histogram(1, TimeUnit.MINUTES.toMicros(2), 3);
    for (Map.Entry<String, Long> order : settled.entrySet()) {
      Long arrival = arrivals.get(order.getKey());
      if (arrival == null) {
        throw new IllegalStateException("no callback of " + order.getKey());
      }
      latencies.recordValue(Math.max(1, arrival - order.getValue()));
    }
    return latencies;
  }

  private static Map<String, Long> settled(BenchSuite suite, String run) throws SQLException {
    Map<String, Long> settled = new HashMap<>();
    try (Connection connection = suite.postgres().connect("berth_pay");
        PreparedStatement query = connection.prepareStatement(SETTLED)) {
      query.setString(1, run);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          settled.put(rows.getString("trade_no"), rows.getLong("micros"));
        }
      }
    }
    return settled;
  }
}
