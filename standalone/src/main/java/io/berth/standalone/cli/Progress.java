package io.berth.standalone.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Prints the progress of a suite's start and stop. */
public final class Progress {

  private final PrintStream out;
  private final Instant began = Instant.now();

  public Progress(PrintStream out) {
    this.out = out;
  }

  public void say(String line) {
    out.println(line);
    out.flush();
  }

  public void started(String what, Instant since) {
    say("  %-18s %s  (%s after the start)".formatted(what, seconds(since), seconds(began).strip()));
  }

  String sinceStart() {
    return seconds(began).strip();
  }

  private static String seconds(Instant since) {
    return String.format(
        Locale.ROOT, "%5.1f s", Duration.between(since, Instant.now()).toMillis() / 1000.0);
  }
}
