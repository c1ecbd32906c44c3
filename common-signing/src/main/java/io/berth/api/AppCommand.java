package io.berth.api;

/** What people do with an app of their company. */
public sealed interface AppCommand extends DidCommand.FromConsole {

  /** What stands at the head of each of an app's pages. Answers {@link AppOutcome.Head}. */
  record ReadHead() implements AppCommand {
    @Override
    public Permission permission() {
      return Permission.APP_READ;
    }
  }
}
