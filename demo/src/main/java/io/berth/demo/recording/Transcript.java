package io.berth.demo.recording;

import java.io.PrintStream;
import java.util.List;

/** Prints recorded HTTP traffic step by step. */
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
    StringBuilder shopOrder =
        new StringBuilder(exchange.request().method() + ' ' + exchange.request().target());
    PROOFS.forEach(
        name -> {
          String proof = exchange.request().headers().get(name);
          if (proof != null) {
            shopOrder.append("  ").append(name).append(": ").append(proof);
          }
        });
    sent(shopOrder.toString());
    if (!exchange.request().body().isEmpty()) {
      sent(exchange.request().body().replace("\r\n", " "));
    }
    received(exchange.response().status() + " " + exchange.response().body());
  }

  public void sent(String shopOrder) {
    print("   > ", shopOrder);
  }

  public void received(String shopOrder) {
    print("   < ", shopOrder);
  }

  public void note(String shopOrder) {
    print("     ", shopOrder);
  }

  private void print(String margin, String shopOrder) {
    out.println(
        margin
            + (shopOrder.length() > LONGEST ? shopOrder.substring(0, LONGEST) + " …" : shopOrder));
    out.flush();
  }
}
