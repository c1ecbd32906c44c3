package io.berth.api;

/** Commands that callback-service carries out. */
public interface CallbackCommand extends ConsoleCommand {

  @Override
  default String service() {
    return "callback-service";
  }
}
