package io.berth.standalone.process;

import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;

/** Lets the main thread wait for SIGINT, SIGTERM or SIGHUP. */
public final class Signals {

  private static final int INTERRUPTED_TWICE = 130;

  private final CountDownLatch end = new CountDownLatch(1);

  private Signals() {}

  /** The first signal ends cleanly, the second at once. */
  public static Signals install() {
    Signals signals = new Signals();
    for (String name : new String[] {"INT", "TERM", "HUP"}) {
      Signal.handle(new Signal(name), signal -> signals.received());
    }
    return signals;
  }

  /**
   * Ignores SIGINT in child processes: Ctrl-C reaches them too, but the parent stops them in order.
   */
  public static Signals installForChild() {
    Signals signals = new Signals();
    Signal.handle(
        new Signal("INT"),
        signal -> {
          // The parent receives it too and stops this process.
        });
    Signal.handle(new Signal("TERM"), signal -> signals.received());
    return signals;
  }

  private void received() {
    if (end.getCount() == 0) {
      Runtime.getRuntime().halt(INTERRUPTED_TWICE);
    }
    end();
  }

  public void end() {
    end.countDown();
  }

  public boolean ended() {
    return end.getCount() == 0;
  }

  public void await() throws InterruptedException {
    end.await();
  }
}
