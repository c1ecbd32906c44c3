package io.berth.bench.load;

import io.berth.bench.process.Worker;

/** Runs in the process that generates load. */
final class LoadProcess {

  private LoadProcess() {}

  public static void main(String[] arguments) throws Exception {
    Worker.serve(
        Phase.class,
        phase -> new LoadLoop(phase, phase.traffic().script(phase.connections())).run());
    System.exit(0);
  }
}
