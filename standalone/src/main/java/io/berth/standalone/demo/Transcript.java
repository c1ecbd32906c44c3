package io.berth.standalone.demo;

import java.io.PrintStream;

/** Tells whoever watches what went over the wire. */
public final class Transcript {

  private static final int LONGEST = 600;

  private final PrintStream out;
  private int steps;

  public Transcript(PrintStream out) {
    this.out = out;
  }

  void chapter(String title) {
    out.println();
    out.println("== " + title);
  }

  void step(String what) {
    out.println();
    out.println(++steps + ". " + what);
  }

  void sent(String line) {
    print("   > ", line);
  }

  void received(String line) {
    print("   < ", line);
  }

  void note(String line) {
    print("     ", line);
  }

  private void print(String margin, String line) {
    out.println(margin + (line.length() > LONGEST ? line.substring(0, LONGEST) + " …" : line));
    out.flush();
  }
}
