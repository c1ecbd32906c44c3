package io.berth.demo.recording;

import java.io.PrintStream;
import java.util.List;

/** Tells whoever watches what went over the wire. */
public final class Transcript implements ExchangeListener {

  private static final int LONGEST = 600;
  private static final List<String> PROOFS = List.of("Auth", "Authorization", "at");

  private final PrintStream out;
  private int steps;

  public Transcript(PrintStream out) {
    this.out = out;
  }

  public void chapter(String title) {
    out.println();
    out.println("== " + title);
  }

  public void step(String what) {
    out.println();
    out.println(++steps + ". " + what);
  }

  @Override
  public void record(RecordedExchange exchange) {
    StringBuilder line = new StringBuilder(exchange.method() + ' ' + exchange.target());
    PROOFS.forEach(
        name -> {
          String proof = exchange.request().headers().get(name);
          if (proof != null) {
            line.append("  ").append(name).append(": ").append(proof);
          }
        });
    sent(line.toString());
    if (!exchange.request().body().isEmpty()) {
      sent(exchange.request().body().replace("\r\n", " "));
    }
    received(exchange.status() + " " + exchange.answer().body());
  }

  public void sent(String line) {
    print("   > ", line);
  }

  public void received(String line) {
    print("   < ", line);
  }

  public void note(String line) {
    print("     ", line);
  }

  private void print(String margin, String line) {
    out.println(margin + (line.length() > LONGEST ? line.substring(0, LONGEST) + " …" : line));
    out.flush();
  }
}
