package io.berth.test.postgres;

import io.berth.embedded.PostgresAdmin;
import io.berth.embedded.ServiceDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A database of the test class's own, empty at first. */
public final class TestDatabase {

  private static final int VALID_SECONDS = 10;

  private final PostgresAdmin admin;
  private final ServiceDatabase database;

  /** The superuser's connection between two statements: tests ask often, and to connect is slow. */
  private final AtomicReference<@Nullable Connection> idle = new AtomicReference<>();

  public TestDatabase(PostgresAdmin admin, ServiceDatabase database) {
    this.admin = admin;
    this.database = database;
  }

  /** Where it is, and its two roles with their passwords. */
  public ServiceDatabase details() {
    return database;
  }

  public Map<String, Object> springProperties() {
    return Map.of(
        "spring.r2dbc.url", database.r2dbcUrl(),
        "spring.r2dbc.username", database.appRole(),
        "spring.r2dbc.password", database.appPassword(),
        "spring.flyway.url", database.jdbcUrl(),
        "spring.flyway.user", database.ownerRole(),
        "spring.flyway.password", database.ownerPassword(),
        "spring.flyway.placeholders.runtime_role", database.appRole());
  }

  /** Connects as the role that migrates. */
  public Connection asOwner() {
    return connect(database.ownerRole(), database.ownerPassword());
  }

  /** Connects as the role that the service runs with. */
  public Connection asApp() {
    return connect(database.appRole(), database.appPassword());
  }

  /** Connects as superuser. */
  public Connection asSuperuser() {
    try {
      return admin.connect(database.name());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs a statement as superuser, whatever the service's own roles may do. */
  public void execute(String sql) {
    withStatement(statement -> statement.execute(sql));
  }

  /** The first column of all rows, as text, read as superuser. */
  public List<@Nullable String> query(String sql) {
    return withStatement(
        statement -> {
          try (ResultSet rows = statement.executeQuery(sql)) {
            List<@Nullable String> values = new ArrayList<>();
            while (rows.next()) {
              values.add(rows.getString(1));
            }
            return values;
          }
        });
  }

  private interface Work<T> {
    T with(Statement statement) throws SQLException;
  }

  /** One that waits for a lock keeps no other thread waiting: that gets a connection of its own. */
  private <T> T withStatement(Work<T> work) {
    try {
      Connection connection = idle.getAndSet(null);
      if (connection == null || !connection.isValid(VALID_SECONDS)) {
        connection = asSuperuser();
      }
      try (Statement statement = connection.createStatement()) {
        return work.with(statement);
      } finally {
        if (!idle.compareAndSet(null, connection)) {
          connection.close();
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection connect(String role, String password) {
    try {
      return DriverManager.getConnection(database.jdbcUrl(), role, password);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
