package io.berth.bench.suite;

import io.berth.bench.process.Worker;
import java.util.List;
import java.util.Map;

/** Receives merchants' callbacks: a process of its own that notes when each callback came. */
public final class Receiver implements AutoCloseable {

  /** Beginning of the paths that answer 200 at once. */
  static final String ANSWERS = "/answers/";

  /** Beginning of the paths that never answer. */
  static final String HANGS = "/hangs/";

  private static final int PATIENCE_SECONDS = 60;

  /** Requests to the process. */
  enum Question {
    PORT,
    COUNT,
    ARRIVALS,
    FORGET
  }

  /** Times of the first callback of each order, in microseconds since 1970. */
  public record Arrivals(Map<String, Long> byTradeNo) {}

  private final Worker worker =
      Worker.start(ReceiverProcess.class, List.of("-Xmx512m", "-XX:+UseSerialGC"));

  public int port() throws InterruptedException {
    return ask(Question.PORT, Integer.class);
  }

  /** How many callbacks were answered. */
  public long count() throws InterruptedException {
    return ask(Question.COUNT, Long.class);
  }

  public Arrivals arrivals() throws InterruptedException {
    return ask(Question.ARRIVALS, Arrivals.class);
  }

  public void forget() throws InterruptedException {
    ask(Question.FORGET, Long.class);
  }

  private <T> T ask(Question question, Class<T> answer) throws InterruptedException {
    return worker.ask(Question.class, question, answer, PATIENCE_SECONDS);
  }

  @Override
  public void close() {
    worker.close();
  }
}
