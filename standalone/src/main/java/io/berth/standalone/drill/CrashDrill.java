package io.berth.standalone.drill;

import java.io.PrintStream;

public final class CrashDrill {
  private CrashDrill() {}

  public static int run(int rounds, int port, PrintStream out) throws InterruptedException {
    return 0;
  }
}
