package io.berth.api;

/** Commands that did-service carries out. */
public interface DidCommand extends Command {

  @Override
  default String service() {
    return "did-service";
  }
}
