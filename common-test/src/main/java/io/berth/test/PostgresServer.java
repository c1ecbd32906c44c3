package io.berth.test;

import io.berth.embedded.PostgresAdmin;

/** A running PostgreSQL, wherever it runs. */
interface PostgresServer extends AutoCloseable {

  PostgresAdmin admin();

  @Override
  void close();
}
