package io.berth.test.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Checks every service's migrations, on each PostgreSQL that the build tries. */
public final class Migrations {

  private Migrations() {}

  /**
   * The database is of the version that the build meant, is migrated from nothing, and needs
   * nothing the second time.
   *
   * @param location for example {@code classpath:db/pay}
   */
  public static void check(TestDatabase database, String location) throws SQLException {
    assertVersionThatTheBuildMeant(database);
    Flyway flyway = configuration(database, location).load();
    assertThat(flyway.migrate().migrationsExecuted).isPositive();
    assertThat(flyway.migrate().migrationsExecuted).isZero();
    assertThat(flyway.validateWithResult().validationSuccessful).isTrue();
  }

  /** Applies all migrations that a database lacks. */
  public static void apply(TestDatabase database, String location) {
    configuration(database, location).load().migrate();
  }

  /**
   * Applies versioned migrations alone, as a release before the first repeatable ones has left a
   * database.
   *
   * @param version of the last one
   */
  public static void applyUpTo(TestDatabase database, String location, String version) {
    configuration(database, location)
        .repeatableSqlMigrationPrefix("none")
        .target(version)
        .load()
        .migrate();
  }

  private static FluentConfiguration configuration(TestDatabase database, String location) {
    return Flyway.configure()
        .dataSource(
            database.details().jdbcUrl(),
            database.details().ownerRole(),
            database.details().ownerPassword())
        .locations(location)
        .placeholders(Map.of("runtime_role", database.details().appRole()));
  }

  /** Keeps the run on the oldest PostgreSQL from silently being one on the newest. */
  private static void assertVersionThatTheBuildMeant(TestDatabase database) throws SQLException {
    String expected = Objects.requireNonNullElse(System.getenv("BERTH_EXPECTED_POSTGRES"), "18");
    try (Connection connection = database.asSuperuser();
        ResultSet version = connection.createStatement().executeQuery("show server_version")) {
      version.next();
      assertThat(version.getString(1)).startsWith(expected + ".");
    }
  }
}
