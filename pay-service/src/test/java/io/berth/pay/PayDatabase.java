package io.berth.pay;

import io.berth.embedded.LocalPostgres;
import io.berth.embedded.ServiceDatabase;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.ConnectionFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.r2dbc.core.DatabaseClient;

/** A migrated database of its own for each test class, seen by the runtime role. */
public final class PayDatabase {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final ServiceDatabase database;
  private final ConnectionPool pool;
  private final DatabaseClient client;

  private PayDatabase(ServiceDatabase database) {
    this.database = database;
    ConnectionFactory factory =
        new PostgresqlConnectionFactory(
            PostgresqlConnectionConfiguration.builder()
                .host(database.host())
                .port(database.port())
                .database(database.name())
                .username(database.appRole())
                .password(database.appPassword())
                .forceBinary(true)
                .build());
    pool = new ConnectionPool(ConnectionPoolConfiguration.builder(factory).maxSize(24).build());
    client = DatabaseClient.create(pool);
  }

  public static PayDatabase fresh() {
    String name = nextName();
    try (Connection connection = Server.SHARED.admin().connect("postgres")) {
      connection
          .createStatement()
          .execute(
              "create database %s template %s owner %s"
                  .formatted(name, Template.MIGRATED.name(), Template.MIGRATED.ownerRole()));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return of(name);
  }

  /** As the version of Berth left it whose last migration this is. */
  public static PayDatabase at(String version) {
    PayDatabase database = empty();
    database.flyway().target(version).repeatableSqlMigrationPrefix("none").load().migrate();
    return database;
  }

  private static PayDatabase empty() {
    return of(nextName());
  }

  private static String nextName() {
    return "pay_test_" + COUNT.incrementAndGet();
  }

  private static PayDatabase of(String name) {
    return new PayDatabase(
        Server.SHARED.admin().create(name, "berth_pay", "owner-password", "app-password"));
  }

  /** Brings it to the present version; running clients keep their connections. */
  public void migrate() {
    flyway().load().migrate();
  }

  private FluentConfiguration flyway() {
    return Flyway.configure()
        .dataSource(database.jdbcUrl(), database.ownerRole(), database.ownerPassword())
        .locations("classpath:db/pay")
        .placeholders(Map.of("runtime_role", database.appRole()));
  }

  /** Installs the function {@code post_one()} of {@code sql/post_one.sql}. */
  public void installPostOne() {
    try (InputStream sql = PayDatabase.class.getResourceAsStream("/sql/post_one.sql")) {
      corrupt(new String(Objects.requireNonNull(sql).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public DatabaseClient client() {
    return client;
  }

  public ConnectionFactory connections() {
    return pool;
  }

  public ServiceDatabase description() {
    return database;
  }

  /** For test classes that make many. */
  public void close() {
    pool.dispose();
  }

  /** As superuser, past every grant. */
  public void corrupt(String sql) {
    try (Connection connection = superuser()) {
      connection.createStatement().execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public Connection superuser() throws SQLException {
    return Server.SHARED.admin().connect(database.name());
  }

  /** Migrated once, then copied: that takes a tenth of the time. */
  private static final class Template {
    static final ServiceDatabase MIGRATED = migrated();

    private static ServiceDatabase migrated() {
      PayDatabase database = empty();
      database.migrate();
      return database.database;
    }
  }

  private static final class Server {
    static final LocalPostgres SHARED = start();

    private static LocalPostgres start() {
      LocalPostgres server = LocalPostgres.throwaway();
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      return server;
    }
  }
}
