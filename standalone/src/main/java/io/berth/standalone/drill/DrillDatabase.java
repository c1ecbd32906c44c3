package io.berth.standalone.drill;

import io.berth.embedded.PostgresAdmin;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads balances, orders and entries directly from PostgreSQL. */
public final class DrillDatabase {

  private static final String DRIFT =
      """
      select a.owner, a.kind, a.coin_id, a.balance, coalesce(sum(e.balance_change), 0)
        from accounts a left join entries e on e.account_id = a.id
       group by a.id
      having a.balance <> coalesce(sum(e.balance_change), 0) or a.entries <> count(e.number)
      """;
  private static final String UNBALANCED =
      """
      select transfer_id, coin_id, sum(balance_change) from entries
       group by transfer_id, coin_id having sum(balance_change) <> 0
      """;
  private static final String DOUBLED =
      """
      select transfer_id, account_id, count(*) from entries
       where balance_change <> 0 group by transfer_id, account_id having count(*) > 1
      """;
  private static final String PAID =
      "select trade_no from orders where app_id = ? and status = 'PAID'";
  private static final String TOTAL =
      """
      select coalesce(sum(amount), 0) from orders
       where app_id = ? and status = 'PAID' and direction = 'APP_TO_USER' and account = ?
      """;

  private final PostgresAdmin postgres;
  private final String appId;

  public DrillDatabase(PostgresAdmin postgres, String appId) {
    this.postgres = postgres;
    this.appId = appId;
  }

  /**
   * Returns all differences; empty where everything agrees.
   *
   * @param acknowledged trade numbers of orders that the app was told are paid
   */
  public List<String> problems(Collection<String> acknowledged) {
    List<String> problems = new ArrayList<>();
    try (Connection connection = postgres.connect("berth_pay")) {
      rows(connection, DRIFT, "balance differs from entries: ", problems);
      rows(connection, UNBALANCED, "entries do not sum to zero: ", problems);
      rows(connection, DOUBLED, "entries are doubled: ", problems);
      Set<String> paid = paid(connection);
      for (String tradeNo : acknowledged) {
        if (!paid.contains(tradeNo)) {
          problems.add("acknowledged, but gone: " + tradeNo);
        }
      }
      return problems;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns orders that are paid and are not among the acknowledged ones. */
  List<String> unacknowledged(Collection<String> acknowledged) {
    try (Connection connection = postgres.connect("berth_pay")) {
      Set<String> paid = paid(connection);
      paid.removeAll(Set.copyOf(acknowledged));
      return List.copyOf(paid);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Set<String> paid(Connection connection) throws SQLException {
    Set<String> paid = new HashSet<>();
    try (PreparedStatement query = connection.prepareStatement(PAID)) {
      query.setString(1, appId);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          paid.add(rows.getString(1));
        }
      }
    }
    return paid;
  }

  /** Returns the sum of the app's payouts. */
  public BigDecimal paidOut(boolean open) {
    try (Connection connection = postgres.connect("berth_pay");
        PreparedStatement query = connection.prepareStatement(TOTAL)) {
      query.setString(1, appId);
      query.setString(2, open ? "OPEN" : "COIN");
      try (ResultSet rows = query.executeQuery()) {
        rows.next();
        return rows.getBigDecimal(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void rows(Connection connection, String sql, String meaning, List<String> problems)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql);
        ResultSet rows = query.executeQuery()) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        StringBuilder row = new StringBuilder(meaning);
        for (int column = 1; column <= columns; column++) {
          row.append(rows.getString(column)).append(' ');
        }
        problems.add(row.toString().strip());
      }
    }
  }
}
