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

/** Computes callback latencies from payment times in PostgreSQL and the receiver's times. */
final class CallbackLatency {

  private static final String PAID_AT =
      """
      select trade_no, (extract(epoch from settled_at) * 1000000)::bigint as micros
        from orders where starts_with(trade_no, ?)
      """;

  private static final int ATTEMPTS = 300;

  private CallbackLatency() {}

  /**
   * Returns the latencies in microseconds of all orders with a prefix.
   *
   * @throws IllegalStateException if a callback is missing
   */
  static Histogram of(BenchSuite suite, String run) throws SQLException, InterruptedException {
    Map<String, Long> paidAt = paidAt(suite, run);
    Map<String, Long> receiptTimes = suite.receiver().receiptTimes().byTradeNo();
    for (int i = 0; i < ATTEMPTS && !receiptTimes.keySet().containsAll(paidAt.keySet()); i++) {
      Thread.sleep(100);
      receiptTimes = suite.receiver().receiptTimes().byTradeNo();
    }
    Histogram latencies = new Histogram(1, TimeUnit.MINUTES.toMicros(2), 3);
    for (Map.Entry<String, Long> order : paidAt.entrySet()) {
      Long receivedAt = receiptTimes.get(order.getKey());
      if (receivedAt == null) {
        throw new IllegalStateException("no callback of " + order.getKey());
      }
      latencies.recordValue(Math.max(1, receivedAt - order.getValue()));
    }
    return latencies;
  }

  private static Map<String, Long> paidAt(BenchSuite suite, String run) throws SQLException {
    Map<String, Long> paidAt = new HashMap<>();
    try (Connection connection = suite.postgres().connect("berth_pay");
        PreparedStatement query = connection.prepareStatement(PAID_AT)) {
      query.setString(1, run);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          paidAt.put(rows.getString("trade_no"), rows.getLong("micros"));
        }
      }
    }
    return paidAt;
  }
}
