package io.berth.api;

/** What people ask about an app's callbacks. */
public sealed interface DeliveryCommand extends CallbackCommand {

  /** How many of the app's callbacks wait. Answers {@link DeliveryOutcome.Waiting}. */
  record CountWaiting() implements DeliveryCommand {
    @Override
    public Permission permission() {
      return Permission.APP_READ;
    }
  }
}
