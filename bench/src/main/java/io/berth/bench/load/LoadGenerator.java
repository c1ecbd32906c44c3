package io.berth.bench.load;

import io.berth.bench.process.Worker;
import java.util.List;

/** Generates load in a separate JVM, which keeps running between phases so that it stays warm. */
public final class LoadGenerator implements AutoCloseable {

  private static final int TIMEOUT_SECONDS = 60;

  private final Worker worker =
      Worker.start(
          LoadProcess.class,
          List.of("-Xmx256m", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow"));

  public LoadResult run(Phase phase) throws InterruptedException {
    int seconds = (int) phase.seconds() + TIMEOUT_SECONDS;
    return worker.ask(Phase.class, phase, LoadResult.class, seconds);
  }

  @Override
  public void close() {
    worker.close();
  }
}
