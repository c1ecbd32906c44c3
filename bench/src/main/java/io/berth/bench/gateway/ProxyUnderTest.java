package io.berth.bench.gateway;

import io.berth.bench.process.Child;

/**
 * A proxy between clients and a service.
 *
 * @param name in the report
 * @param compiles whether a JIT compiler makes it faster while it runs
 */
record ProxyUnderTest(String name, int port, boolean compiles, Child process)
    implements AutoCloseable {

  @Override
  public void close() {
    process.close();
  }
}
