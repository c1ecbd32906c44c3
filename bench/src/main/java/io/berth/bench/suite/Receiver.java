package io.berth.bench.suite;

import io.berth.bench.process.Worker;
import java.util.List;
import java.util.Map;

/** Receives callbacks in a separate process and records when each one arrives. */
public final class Receiver implements AutoCloseable {

  /** Prefix of the paths that respond with 200 at once. */
  static final String ANSWERS = "/answers/";

  /** Prefix of the paths that never respond. */
  static final String HANGS = "/hangs/";

  private static final int TIMEOUT_SECONDS = 60;

  /** Requests to the process. */
  enum Question {
    PORT,
    COUNT,
    RECEIPT_TIMES,
    LATEST,
    FORGET
  }

  /** Times of the first callback of each order, in microseconds since 1970. */
  public record ReceiptTimes(Map<String, Long> byTradeNo) {}

  /**
   * A callback as it was received.
   *
   * @param path which responds at once
   */
  public record Callback(String path, String body, String tradeNo) {}

  private final Worker worker =
      Worker.start(ReceiverProcess.class, List.of("-Xmx512m", "-XX:+UseSerialGC"));

  public int port() throws InterruptedException {
    return ask(Question.PORT, Integer.class);
  }

  /** Counts the callbacks that got a response. */
  public long count() throws InterruptedException {
    return ask(Question.COUNT, Long.class);
  }

  public ReceiptTimes receiptTimes() throws InterruptedException {
    return ask(Question.RECEIPT_TIMES, ReceiptTimes.class);
  }

  /** The latest callback that got a response; there must be one. */
  public Callback latest() throws InterruptedException {
    return ask(Question.LATEST, Callback.class);
  }

  public void forget() throws InterruptedException {
    ask(Question.FORGET, Long.class);
  }

  private <T> T ask(Question question, Class<T> answer) throws InterruptedException {
    return worker.ask(Question.class, question, answer, TIMEOUT_SECONDS);
  }

  @Override
  public void close() {
    worker.close();
  }
}
