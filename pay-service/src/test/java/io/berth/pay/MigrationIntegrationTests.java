package io.berth.pay;

import io.berth.test.postgres.Migrations;
import io.berth.test.postgres.ReleasedTables;
import io.berth.test.postgres.TestDatabase;
import io.berth.test.server.BerthServers;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

@BerthServers(postgres = "berth_pay")
class MigrationIntegrationTests {

  @Test
  void migratesAnEmptyDatabaseOnce(TestDatabase database) throws SQLException {
    Migrations.check(database, "classpath:db/pay");
    ReleasedTables.check(database);
  }
}
