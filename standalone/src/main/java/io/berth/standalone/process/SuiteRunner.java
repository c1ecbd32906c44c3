package io.berth.standalone.process;

/** Servers and services that run; closing ends the services first, then the servers. */
public interface SuiteRunner extends AutoCloseable {

  @Override
  void close();
}
