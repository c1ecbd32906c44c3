package io.berth.standalone.process;

/** Running servers and services; closing stops the services first, then the servers. */
public interface SuiteRunner extends AutoCloseable {

  @Override
  void close();
}
