package io.berth.demo.recording;

/** Hears of every exchange once it has ended. */
@FunctionalInterface
public interface ExchangeListener {

  void record(RecordedExchange exchange);
}
