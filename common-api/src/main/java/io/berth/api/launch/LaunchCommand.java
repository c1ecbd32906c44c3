package io.berth.api.launch;

import io.berth.api.ConsoleCommand;
import io.berth.api.DidCommand;
import io.berth.api.Outcome;
import io.berth.api.Permission;

/** Commands of owners and operators about the launch of an app. */
public sealed interface LaunchCommand extends DidCommand, ConsoleCommand {

  /** Answers {@link LaunchOutcome.LaunchFound}. */
  record ReadLaunch() implements LaunchCommand {
    @Override
    public Permission permission() {
      return Permission.APP_READ;
    }
  }

  /**
   * Gives the app its next state, as {@link LaunchTransitions} lets owners. Answers {@link
   * Outcome.Done}, or {@link Outcome.Invalid}.
   *
   * @param from as it was read; another one refuses as {@code changed}
   */
  record ChangeLaunch(LaunchState from, LaunchState to, String reason) implements LaunchCommand {
    @Override
    public Permission permission() {
      return Permission.COMPANY_WRITE;
    }
  }

  /**
   * Opens a limited app to a share of the users. Answers {@link Outcome.Done}, or {@link
   * Outcome.Invalid}.
   *
   * @param percent 0 to 100
   */
  record SetLaunchShare(int percent) implements LaunchCommand {
    @Override
    public Permission permission() {
      return Permission.COMPANY_WRITE;
    }
  }

  /**
   * Names a tester, who need not have an account yet. Answers {@link Outcome.Done}, or {@link
   * Outcome.Invalid}.
   *
   * @param login mail address
   */
  record AddTester(String login) implements LaunchCommand {
    @Override
    public Permission permission() {
      return Permission.APP_WRITE;
    }
  }

  /** Answers {@link Outcome.Done}. */
  record RemoveTester(String login) implements LaunchCommand {
    @Override
    public Permission permission() {
      return Permission.APP_WRITE;
    }
  }

  /**
   * Makes the link that invites whoever has it to a limited app, in place of a former one. Answers
   * {@link LaunchOutcome.LaunchLinkMade}.
   */
  record MakeLaunchLink() implements LaunchCommand {
    @Override
    public Permission permission() {
      return Permission.COMPANY_WRITE;
    }
  }

  /** Ends the link, and the entrance of those who came by it. Answers {@link Outcome.Done}. */
  record WithdrawLaunchLink() implements LaunchCommand {
    @Override
    public Permission permission() {
      return Permission.COMPANY_WRITE;
    }
  }

  /**
   * Gives an app its next state, as {@link LaunchTransitions} lets operators. Answers {@link
   * Outcome.Done}, or {@link Outcome.Invalid}.
   *
   * @param from as it was read; another one refuses as {@code changed}
   */
  record OperateLaunch(String app, LaunchState from, LaunchState to, String reason)
      implements LaunchCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_APPS;
    }
  }
}
