package io.berth.bench.ledger;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.core.env.Environment;

/** Posts batches to merchant 1 on one connection as fast as possible. */
final class SetBasedCalls {

  private static final String PAY = "select bench.pay_many('bench', ?, ?, 1, ?)";
  private static final int FIRST_PAYER = 100_000;
  private static final int PAYERS = 10_000;

  private SetBasedCalls() {}

  static LedgerLoad.Result run(LedgerLoad drive, Environment settings) throws SQLException {
    long paid = 0;
    long asked = 0;
    try (Connection connection =
            DriverManager.getConnection(
                settings.getRequiredProperty("spring.flyway.url"),
                settings.getRequiredProperty("spring.r2dbc.username"),
                settings.getRequiredProperty("spring.r2dbc.password"));
        PreparedStatement call = connection.prepareStatement(PAY)) {
      String run = Long.toString(System.nanoTime(), 36) + "_";
      long start = System.nanoTime();
      long end = start + (long) (drive.seconds() * 1e9);
      while (System.nanoTime() < end) {
        Object[] numbers = new Object[drive.callers()];
        Object[] payers = new Object[drive.callers()];
        for (int i = 0; i < drive.callers(); i++) {
          numbers[i] = run + asked++;
          payers[i] = (long) FIRST_PAYER + ThreadLocalRandom.current().nextInt(PAYERS);
        }
        call.setArray(1, connection.createArrayOf("text", numbers));
        call.setArray(2, connection.createArrayOf("bigint", payers));
        call.setBigDecimal(3, BigDecimal.ONE);
        try (ResultSet answer = call.executeQuery()) {
          answer.next();
          paid += answer.getLong(1);
        }
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return new LedgerLoad.Result(
          paid, asked - paid, seconds, new LedgerLoad.Latencies(0, 0, 0, 0));
    }
  }
}
