package io.berth.standalone.wire;

/** Hears of every exchange once it has ended. */
@FunctionalInterface
public interface Recorder {

  void record(Exchange exchange);
}
