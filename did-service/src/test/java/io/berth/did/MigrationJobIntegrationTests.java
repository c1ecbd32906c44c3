package io.berth.did;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.test.postgres.TestDatabase;
import io.berth.test.server.BerthServers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The job also runs migrations that are written in Java. */
@BerthServers(postgres = "berth_did")
class MigrationJobIntegrationTests {

  @Test
  void migratesByTheProgramsArgument(TestDatabase database) {
    List<String> arguments = new ArrayList<>(List.of("migrate"));
    database.springProperties().forEach((name, value) -> arguments.add("--" + name + "=" + value));
    DidServiceApplication.main(arguments.toArray(String[]::new));
    assertThat(
            database.query(
                "select type from flyway_schema_history where version = '591' and success"))
        .containsExactly("JDBC");
  }
}
