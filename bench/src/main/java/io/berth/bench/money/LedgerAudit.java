package io.berth.bench.money;

import io.berth.embedded.PostgresAdmin;
import io.berth.pay.ledgeraudit.AuditQueries;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Compares all balances and entries directly in pay-service's database. */
public final class LedgerAudit {

  private static final String DATABASE = "berth_pay";

  private LedgerAudit() {}

  /**
   * @throws IllegalStateException if an account's balance differs from the sum of its entries
   */
  public static void mustAgree(PostgresAdmin postgres, PrintStream out) {
    try (Connection connection = postgres.connect(DATABASE);
        Statement statement = connection.createStatement();
        ResultSet wrong = statement.executeQuery(AuditQueries.FULL)) {
      int differences = 0;
      while (wrong.next()) {
        differences++;
        out.printf(
            "account %s has %s, entries say %s%n",
            wrong.getString("id"), wrong.getString("balance"), wrong.getString("true_balance"));
      }
      out.println("Auditor's difference: " + differences);
      if (differences > 0) {
        throw new IllegalStateException(differences + " accounts are wrong");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot audit", e);
    }
  }
}
