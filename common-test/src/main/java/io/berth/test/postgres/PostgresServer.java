package io.berth.test.postgres;

import io.berth.embedded.PostgresAdmin;

/** A running PostgreSQL, wherever it runs. */
public interface PostgresServer extends AutoCloseable {

  PostgresAdmin admin();

  @Override
  void close();
}
