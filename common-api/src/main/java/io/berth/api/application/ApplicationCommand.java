package io.berth.api.application;

import io.berth.api.ConsoleCommand;
import io.berth.api.DidCommand;
import io.berth.api.Outcome;
import io.berth.api.Permission;
import io.berth.api.application.ApplicationOutcome.Decision;
import io.berth.api.application.ApplicationOutcome.Verdict;
import io.berth.api.change.ChangeOutcome;
import java.util.Map;

/** Commands of owners who apply with their apps, and of operators who decide. */
public sealed interface ApplicationCommand extends DidCommand, ConsoleCommand {

  /** Answers {@link ApplicationOutcome.ApplicationsFound}. */
  record ReadApplications() implements ApplicationCommand {
    @Override
    public Permission permission() {
      return Permission.APP_READ;
    }
  }

  /** Keeps what was written so far. Answers {@link Outcome.Done}, or {@link Outcome.Invalid}. */
  record SaveApplication(Application application) implements ApplicationCommand {
    @Override
    public Permission permission() {
      return Permission.COMPANY_WRITE;
    }
  }

  /**
   * Sends it to the operators; a draft becomes an app that has applied. Answers {@link
   * Outcome.Done}, or {@link Outcome.Invalid}.
   */
  record SendApplication(Application application) implements ApplicationCommand {
    @Override
    public Permission permission() {
      return Permission.COMPANY_WRITE;
    }
  }

  /**
   * Takes it back; an app that has applied becomes a draft again. Answers {@link Outcome.Done}, or
   * {@link Outcome.Invalid}.
   */
  record WithdrawApplication() implements ApplicationCommand {
    @Override
    public Permission permission() {
      return Permission.COMPANY_WRITE;
    }
  }

  /** Reads those that wait for a decision. Answers {@link ApplicationOutcome.ApplicationQueue}. */
  record ReadApplicationQueue() implements ApplicationCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }

  /** Answers {@link ApplicationOutcome.ApplicationsFound}, or {@link Outcome.Invalid}. */
  record OperateApplications(String app) implements ApplicationCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }

  /**
   * Decides. Approved, the app gets what was approved of its scopes and coins, and goes into test
   * where it was a draft; otherwise it gets nothing, and returns to the draft where it came from
   * there. Answers {@link Outcome.Done}, {@link ChangeOutcome.ChangeWaiting} where another operator
   * has to confirm the terms, or {@link Outcome.Invalid}.
   *
   * @param version as it was read
   * @param scopes decisions on each wanted scope
   * @param coins decisions on each wanted coin
   */
  record DecideApplication(
      String app,
      int version,
      Verdict verdict,
      String reason,
      Map<Integer, Decision> scopes,
      Map<String, Decision> coins)
      implements ApplicationCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_APPS;
    }
  }
}
