package io.berth.bench.ledger;

import io.berth.api.Topics;
import io.berth.bench.plan.Plan;
import io.berth.bench.process.Worker;
import io.berth.embedded.LocalKafka;
import io.berth.embedded.LocalPorts;
import io.berth.embedded.LocalPostgres;
import io.berth.embedded.PostgresAdmin;
import io.berth.embedded.ServiceDatabase;
import io.berth.standalone.service.Service;
import io.berth.standalone.service.SharedClassPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Runs pay-service on a new PostgreSQL with fsync, with accounts and the references' functions. */
final class PayPlatform implements AutoCloseable {

  private static final String DATABASE = "berth_pay";
  private static final int TIMEOUT_SECONDS = 120;

  private final LocalPostgres postgres = LocalPostgres.throwawayDurable();
  private final LocalKafka kafka = LocalKafka.throwaway();
  private final Worker worker;

  PayPlatform(Plan plan) throws InterruptedException {
    ServiceDatabase database = postgres.admin().create(DATABASE, "owner-password", "app-password");
    createTopics();
    worker = Worker.start(LedgerProcess.class, plan.services(), settings(database));
    // It responds once it has migrated and started.
    worker.ask(
        LedgerLoad.class,
        LedgerLoad.closed(LedgerLoad.Way.ONE_BY_ONE, 1, 1, 0),
        LedgerLoad.Result.class,
        120);
    run("accounts.sql");
    run("reference.sql");
    run("reset.sql");
  }

  private void createTopics() throws InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .createTopics(
              Stream.of(Topics.APPS, Topics.IDENTITIES, Topics.REVOCATIONS, Topics.DELIVERIES)
                  .map(name -> new NewTopic(name, 1, (short) 1))
                  .toList())
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private String[] settings(ServiceDatabase database) {
    String key = Base64.getEncoder().encodeToString("32-bytes-for-bench-and-no-other!".getBytes());
    List<String> settings = new ArrayList<>(SharedClassPath.arguments(Service.PAY));
    settings.addAll(
        List.of(
            "--server.port=" + LocalPorts.free(),
            "--management.server.port=" + LocalPorts.free(),
            "--spring.main.banner-mode=off",
            "--berth.public-origin=http://localhost:8080",
            "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
            "--berth.kafka.replication-factor=1",
            "--berth.events.orders.active=k1",
            "--berth.events.orders.keys.k1=" + key,
            "--berth.events.deliveries.keys.k1=" + key,
            "--berth.events.identities.keys.k1=" + key,
            "--berth.events.refusals.active=k1",
            "--berth.events.refusals.keys.k1=" + key,
            "--berth.secrets.active=k1",
            "--berth.secrets.keys.k1=" + key,
            "--berth.pages.csrf-key=" + key,
            "--berth.vouch.accepts.gateway=" + key,
            "--berth.vouch.sends.did-service=" + key,
            "--berth.services.did-service.url=http://127.0.0.1:1",
            "--spring.r2dbc.url=" + database.r2dbcUrl(),
            "--spring.r2dbc.username=" + database.appRole(),
            "--spring.r2dbc.password=" + database.appPassword(),
            "--spring.flyway.url=" + database.jdbcUrl(),
            "--spring.flyway.user=" + database.ownerRole(),
            "--spring.flyway.password=" + database.ownerPassword(),
            "--spring.flyway.placeholders.runtime_role=" + database.appRole()));
    return settings.toArray(String[]::new);
  }

  PostgresAdmin admin() {
    return postgres.admin();
  }

  /**
   * @throws IllegalStateException if a payment failed, since none should
   */
  LedgerLoad.Result drive(LedgerLoad drive) throws InterruptedException {
    int timeout = (int) drive.seconds() + TIMEOUT_SECONDS;
    LedgerLoad.Result result =
        worker.ask(LedgerLoad.class, drive, LedgerLoad.Result.class, timeout);
    if (result.payments() == 0 || result.failures() > 0) {
      throw new IllegalStateException(drive + " gave " + result);
    }
    return result;
  }

  /** Deletes all orders and refills all accounts. */
  void reset() {
    run("reset.sql");
  }

  /** Inserts orders of five past days. */
  void fill(long count, int daysAgo) {
    run("fill.sql", Map.of("@COUNT@", Long.toString(count), "@AGO@", Integer.toString(daysAgo)));
  }

  private void run(String script) {
    run(script, Map.of());
  }

  private void run(String script, Map<String, String> values) {
    String sql = read(script);
    for (Map.Entry<String, String> value : values.entrySet()) {
      sql = sql.replace(value.getKey(), value.getValue());
    }
    try (Connection connection = postgres.admin().connect(DATABASE);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(script, e);
    }
  }

  private static String read(String script) {
    try (InputStream file =
        Objects.requireNonNull(PayPlatform.class.getResourceAsStream("/ledger/" + script))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(script, e);
    }
  }

  @Override
  public void close() {
    worker.close();
    kafka.close();
    postgres.close();
  }
}
