package io.berth.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresIntegrationTests {

  private static final String PASSWORD = "a-password";

  @TempDir Path directory;

  @Test
  void keepsItsDataAndItsPasswordOverARestart() throws Exception {
    Path data = directory.resolve("postgres");
    int port;
    try (LocalPostgres postgres = LocalPostgres.durable(data, 0, PASSWORD)) {
      port = postgres.port();
      ServiceDatabase database = create(postgres);
      execute(owner(database), "create table notes (text text)");
      execute(owner(database), "insert into notes values ('kept')");
    }
    try (LocalPostgres postgres = LocalPostgres.durable(data, port, PASSWORD)) {
      assertThat(postgres.port()).isEqualTo(port);
      assertThat(query(owner(create(postgres)), "select text from notes")).isEqualTo("kept");
      assertThatThrownBy(
              () ->
                  new PostgresAdmin("127.0.0.1", port, "postgres", "wrong-password")
                      .connect("postgres"))
          .isInstanceOf(SQLException.class);
      for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
        assertThat(query(postgres.admin().connect("postgres"), "show " + setting)).isEqualTo("on");
      }
    }
  }

  @Test
  void takesOverFromAServerWhoseProcessWasKilled() throws Exception {
    Path data = directory.resolve("postgres");
    int port = LocalPorts.free();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path")
                    + File.pathSeparator
                    + System.getProperty("surefire.test.class.path", ""),
                Forever.class.getName(),
                data.toString(),
                Integer.toString(port))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.inputReader().readLine()).isEqualTo("started");
    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    assertThat(LocalPorts.isFree(port)).as("the postmaster lives on").isFalse();

    try (LocalPostgres postgres = LocalPostgres.durable(data, port, PASSWORD)) {
      assertThat(query(owner(create(postgres)), "select text from notes")).isEqualTo("kept");
    }
    assertThat(LocalPorts.isFree(port)).isTrue();
  }

  @Test
  void runtimeRoleMayOnlyWhatItWasGranted() throws Exception {
    try (LocalPostgres postgres = LocalPostgres.throwaway()) {
      ServiceDatabase database = create(postgres);
      execute(owner(database), "create table entries (amount numeric)");
      execute(owner(database), "grant select, insert on entries to " + database.appRole());
      execute(app(database), "insert into entries values (1)");

      assertThatThrownBy(() -> execute(app(database), "delete from entries"))
          .hasMessageContaining("permission denied");
      assertThatThrownBy(() -> execute(app(database), "create table mine (id int)"))
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void refusesADirectoryThatIsInUse() {
    Path data = directory.resolve("postgres");
    try (LocalPostgres first = LocalPostgres.durable(data, 0, PASSWORD)) {
      assertThatThrownBy(() -> LocalPostgres.durable(data, 0, PASSWORD))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("in use");
    }
  }

  /** Another JVM with a server, to be killed. */
  static final class Forever {

    public static void main(String[] arguments) throws Exception {
      LocalPostgres postgres =
          LocalPostgres.durable(Path.of(arguments[0]), Integer.parseInt(arguments[1]), PASSWORD);
      ServiceDatabase database = create(postgres);
      execute(owner(database), "create table notes (text text)");
      execute(owner(database), "insert into notes values ('kept')");
      System.out.println("started");
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  private static ServiceDatabase create(LocalPostgres postgres) {
    return postgres.admin().create("berth_test", "owner-password", "app-password");
  }

  private static Connection owner(ServiceDatabase database) throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl(), database.ownerRole(), database.ownerPassword());
  }

  private static Connection app(ServiceDatabase database) throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl(), database.appRole(), database.appPassword());
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (connection) {
      connection.createStatement().execute(sql);
    }
  }

  private static String query(Connection connection, String sql) throws SQLException {
    try (connection) {
      ResultSet rows = connection.createStatement().executeQuery(sql);
      rows.next();
      return rows.getString(1);
    }
  }
}
