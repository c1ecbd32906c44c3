package io.berth.story.process;

import io.berth.embedded.PostgresAdmin;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Changes orders, money and callbacks behind Berth's back, so that balances and entries agree. */
final class Sabotage {

  private static final String ENTRIES =
      """
      create temporary table changed as
        select e.* from entries e join orders o on o.id = e.transfer_id where o.trade_no = ?
      """;
  private static final String LOSE =
      """
      delete from orders where id in (select transfer_id from changed);
      delete from entries where transfer_id in (select transfer_id from changed);
      update accounts a
         set balance = a.balance - c.balance_change, entries = a.entries - 1
        from changed c where a.id = c.account_id
      """;
  private static final String DOUBLE =
      """
      update accounts a
         set balance = a.balance + c.balance_change, entries = a.entries + 1
        from changed c where a.id = c.account_id;
      update changed c set number = a.entries from accounts a where a.id = c.account_id;
      insert into entries select * from changed
      """;
  private static final String REPEAT_CALLBACK =
      """
      update deliveries set state = 'PENDING', finished_at = null, lease = null, due_at = now()
       where trade_no = ?
      """;

  private final PostgresAdmin postgres;

  Sabotage(PostgresAdmin postgres) {
    this.postgres = postgres;
  }

  void losePayout(String tradeNo) throws SQLException {
    changeEntries(tradeNo, LOSE);
  }

  void doublePayout(String tradeNo) throws SQLException {
    changeEntries(tradeNo, DOUBLE);
  }

  void loseCallback(String tradeNo) throws SQLException {
    change("berth_callback", "delete from deliveries where trade_no = ?", tradeNo, "select 1");
  }

  void repeatCallback(String tradeNo) throws SQLException {
    change("berth_callback", REPEAT_CALLBACK, tradeNo, "notify berth_deliveries");
  }

  private void changeEntries(String tradeNo, String sql) throws SQLException {
    change("berth_pay", ENTRIES, tradeNo, sql);
  }

  private void change(String database, String first, String tradeNo, String then)
      throws SQLException {
    try (Connection connection = postgres.connect(database);
        Statement statement = connection.createStatement()) {
      // Without triggers, which would refuse it.
      statement.execute("set session_replication_role = replica");
      try (PreparedStatement prepared = connection.prepareStatement(first)) {
        prepared.setString(1, tradeNo);
        prepared.execute();
      }
      statement.execute(then);
    }
  }
}
