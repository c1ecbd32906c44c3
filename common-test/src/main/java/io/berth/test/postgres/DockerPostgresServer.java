package io.berth.test.postgres;

import io.berth.embedded.PostgresAdmin;
import org.testcontainers.postgresql.PostgreSQLContainer;

public final class DockerPostgresServer implements PostgresServer {

  private static final String IMAGE = "postgres:18-alpine";

  private final PostgreSQLContainer container;

  public DockerPostgresServer(boolean durable) {
    String sync = durable ? "on" : "off";
    container =
        new PostgreSQLContainer(IMAGE)
            .withCommand(
                "postgres",
                "-c",
                "fsync=" + sync,
                "-c",
                "synchronous_commit=" + sync,
                "-c",
                "full_page_writes=" + sync,
                "-c",
                "max_connections=200");
    container.start();
  }

  @Override
  public PostgresAdmin admin() {
    return new PostgresAdmin(
        container.getHost(),
        container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
        container.getUsername(),
        container.getPassword());
  }

  @Override
  public void close() {
    container.stop();
  }
}
