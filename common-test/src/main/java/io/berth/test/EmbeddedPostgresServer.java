package io.berth.test;

import io.berth.embedded.LocalPostgres;
import io.berth.embedded.PostgresAdmin;

final class EmbeddedPostgresServer implements PostgresServer {

  private final LocalPostgres postgres;

  EmbeddedPostgresServer(boolean durable) {
    postgres = durable ? LocalPostgres.throwawayDurable() : LocalPostgres.throwaway();
  }

  @Override
  public PostgresAdmin admin() {
    return postgres.admin();
  }

  @Override
  public void close() {
    postgres.close();
  }
}
