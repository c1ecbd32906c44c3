package io.berth.test.postgres;

import io.berth.embedded.LocalPostgres;
import io.berth.embedded.PostgresAdmin;

public final class EmbeddedPostgresServer implements PostgresServer {

  private final LocalPostgres postgres;

  public EmbeddedPostgresServer(boolean durable) {
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
