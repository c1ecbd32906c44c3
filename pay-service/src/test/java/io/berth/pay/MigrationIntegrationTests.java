package io.berth.pay;

import io.berth.test.BerthServers;
import io.berth.test.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

@BerthServers(postgres = "berth_pay")
class MigrationIntegrationTests {

  /** Keeps the run on the oldest PostgreSQL from silently being one on the newest. */
  @Test
  void runsOnThePostgresThatTheBuildMeant(TestDatabase database) throws Exception {
    String expected = Objects.requireNonNullElse(System.getenv("BERTH_EXPECTED_POSTGRES"), "18");
    try (Connection connection = database.asSuperuser();
        ResultSet version = connection.createStatement().executeQuery("show server_version")) {
      version.next();
      Assertions.assertThat(version.getString(1)).startsWith(expected + ".");
    }
  }

  @Test
  void migratesAnEmptyDatabaseAndFindsNothingToDoTheSecondTime(TestDatabase database) {
    Flyway flyway =
        Flyway.configure()
            .dataSource(
                database.details().jdbcUrl(),
                database.details().ownerRole(),
                database.details().ownerPassword())
            .locations("classpath:db/pay")
            .placeholders(Map.of("runtime_role", database.details().appRole()))
            .load();
    Assertions.assertThat(flyway.migrate().migrationsExecuted).isPositive();
    Assertions.assertThat(flyway.migrate().migrationsExecuted).isZero();
    Assertions.assertThat(flyway.validateWithResult().validationSuccessful).isTrue();
  }
}
