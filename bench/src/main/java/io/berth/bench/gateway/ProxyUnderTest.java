package io.berth.bench.gateway;

import io.berth.bench.process.Child;

/**
 * Something that stands between clients and a service.
 *
 * @param name as the report calls it
 * @param compiles whether it gets faster while it runs
 */
record ProxyUnderTest(String name, int port, boolean compiles, Child process)
    implements AutoCloseable {

  @Override
  public void close() {
    process.close();
  }
}
