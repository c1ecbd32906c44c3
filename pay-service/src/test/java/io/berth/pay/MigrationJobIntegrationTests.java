package io.berth.pay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.service.migration.MigrationAutoConfiguration;
import io.berth.service.migration.MigrationJob;
import io.berth.test.postgres.Migrations;
import io.berth.test.postgres.TestDatabase;
import io.berth.test.server.BerthServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The job that migrates with the owner's password, and services that start without it. */
@BerthServers(postgres = "berth_pay")
@ExtendWith(OutputCaptureExtension.class)
class MigrationJobIntegrationTests {

  private static final String LOCATION = "classpath:db/pay";

  private final Map<String, Object> settings = new TreeMap<>();
  private TestDatabase database;

  @BeforeEach
  void emptyDatabase(TestDatabase database) {
    this.database = database;
    database.execute("drop schema public cascade");
    database.execute(
        "create schema public authorization %s; grant usage on schema public to %s"
            .formatted(database.details().ownerRole(), database.details().appRole()));
    settings.putAll(database.springProperties());
  }

  @Test
  void migratesWithoutKafkaOrKeysAndEnds(CapturedOutput output) {
    settings.keySet().removeIf(name -> name.startsWith("spring.r2dbc."));
    migrate();
    assertThat(output).contains("the tables of pay-service are at version ");
    assertThat(database.query("select count(*) from flyway_schema_history where not success"))
        .containsExactly("0");
    assertThat(database.query("select to_regclass('entries')")).containsExactly("entries");
    migrate();
  }

  @Test
  void namesTheSettingsThatItLacks() {
    settings.remove("spring.flyway.password");
    settings.remove("spring.flyway.user");
    assertThatThrownBy(this::migrate)
        .hasMessage("missing settings: spring.flyway.user, spring.flyway.password");
  }

  @Test
  void servicesStartAsTheRuntimeRoleOnTablesThatTheJobHasMade() {
    migrate();
    start();
    assertThat(
            database.query(
                "select has_table_privilege('%s', 'flyway_schema_history', 'insert,update,delete')"
                    .formatted(database.details().appRole())))
        .containsExactly("f");
  }

  @Test
  void servicesStartWhileTheirPasswordIsChanged() {
    migrate();
    settings.remove("spring.r2dbc.password");
    settings.put("berth.database.active", "next");
    settings.put("berth.database.passwords.next", "not-yet-in-postgresql");
    settings.put("berth.database.passwords.present", database.details().appPassword());
    start();
  }

  @Test
  void servicesRefuseTablesThatWereNeverMigrated() {
    assertThatThrownBy(this::start)
        .rootCause()
        .hasMessageStartingWith(
            "the tables are older than this version needs; missing migrations: V");
  }

  @Test
  void servicesRefuseTablesOfAVersionBeforeTheJob() {
    Migrations.applyUpTo(database, LOCATION, "1");
    assertThatThrownBy(this::start)
        .rootCause()
        .hasMessageContaining("older than this version needs");
  }

  @Test
  void servicesRefuseTablesThatLackAFunction(CapturedOutput output) {
    migrate();
    database.execute("delete from flyway_schema_history where script = 'R__post_batch.sql'");
    assertThatThrownBy(this::start)
        .rootCause()
        .hasMessage(
            "the tables are older than this version needs; missing migrations:"
                + " R__post_batch.sql");
    assertThat(output)
        .contains("APPLICATION FAILED TO START", "Run this version's program once")
        .doesNotContain(database.details().appPassword());
  }

  /** While services are upgraded one after the other, one of the former version may restart. */
  @Test
  void servicesStartOnTablesOfANewerVersion() {
    migrate();
    database.execute(
        """
        insert into flyway_schema_history (installed_rank, version, description, type, script,
            checksum, installed_by, execution_time, success)
          select max(installed_rank) + 1, '9999', 'newer', 'SQL', 'V9999__newer.sql', 1,
              current_user, 0, true from flyway_schema_history;
        insert into flyway_schema_history (installed_rank, version, description, type, script,
            checksum, installed_by, execution_time, success)
          select (select max(installed_rank) from flyway_schema_history) + 1, null, description,
              type, script, 1, installed_by, 0, true
            from flyway_schema_history where script = 'R__post_batch.sql';
        """);
    start();
  }

  @Test
  void servicesNeedTheAddressOfTheirTables() {
    settings.remove("spring.flyway.url");
    assertThatThrownBy(this::start).rootCause().hasMessage("missing settings: spring.flyway.url");
  }

  private void migrate() {
    MigrationJob.run(PayServiceApplication.class, "pay-service", arguments());
  }

  /** As much of a service's start as looks at tables. */
  private void start() {
    settings.keySet().removeAll(List.of("spring.flyway.user", "spring.flyway.password"));
    try (ConfigurableApplicationContext started =
        new SpringApplicationBuilder(Tables.class)
            .web(WebApplicationType.NONE)
            .properties("spring.config.name=pay-service")
            .run(arguments())) {
      assertThat(started.isRunning()).isTrue();
    }
  }

  private String[] arguments() {
    List<String> arguments = new ArrayList<>();
    settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    return arguments.toArray(String[]::new);
  }

  @ImportAutoConfiguration({MigrationAutoConfiguration.class, FlywayAutoConfiguration.class})
  static class Tables {}
}
