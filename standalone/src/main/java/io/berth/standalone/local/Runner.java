package io.berth.standalone.local;

/** Servers and services that run; closing ends the services first, then the servers. */
interface Runner extends AutoCloseable {

  @Override
  void close();
}
