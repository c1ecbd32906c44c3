package io.berth.service.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.service.keyset.Live;
import io.berth.test.postgres.TestDatabase;
import io.berth.test.server.BerthServers;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.R2dbcException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@BerthServers(postgres = "berth_password")
class ChangingPasswordIntegrationTests {

  private TestDatabase database;
  private ChangingPassword connections;

  @BeforeEach
  void addRole(TestDatabase database) {
    this.database = database;
    database.execute("create role changing login password 'former-password'");
    database.execute(
        "grant connect on database %s to changing".formatted(database.details().name()));
    ConnectionFactoryOptions options =
        ConnectionFactoryOptions.parse(database.details().r2dbcUrl())
            .mutate()
            .option(ConnectionFactoryOptions.USER, "changing")
            .build();
    connections =
        new ChangingPassword(
            ConnectionFactories.get(options),
            options,
            Live.of(
                new DatabasePasswordProperties(
                    "a", Map.of("a", "former-password", "b", "next-password"))));
  }

  @AfterEach
  void dropRole() {
    database.execute("drop owned by changing; drop role changing");
  }

  @Test
  void connectsBeforeAndAfterTheRoleHasAnotherPassword() {
    connects();
    database.execute("alter role changing password 'next-password'");
    connects();
  }

  @Test
  void failsWhereNoPasswordIsTheRoles() {
    database.execute("alter role changing password 'unknown-password'");
    StepVerifier.create(connections.create())
        .verifyErrorSatisfies(
            failure ->
                assertThat(((R2dbcException) failure).getSqlState())
                    .isEqualTo(DatabasePasswordProperties.INVALID_PASSWORD));
  }

  private void connects() {
    StepVerifier.create(
            Mono.usingWhen(
                connections.create(),
                connection -> Mono.just(connection.getMetadata().getDatabaseProductName()),
                Connection::close))
        .expectNext("PostgreSQL")
        .verifyComplete();
  }
}
