package io.berth.demo.recording;

/** Receives every exchange once it has ended. */
@FunctionalInterface
public interface ExchangeListener {

  void record(RecordedExchange exchange);
}
