package io.berth.api;

/** Commands that pay-service carries out. */
public interface PayCommand extends Command {

  @Override
  default String service() {
    return "pay-service";
  }
}
