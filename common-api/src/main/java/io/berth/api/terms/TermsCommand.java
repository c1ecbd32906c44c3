package io.berth.api.terms;

import io.berth.api.ConsoleCommand;
import io.berth.api.DidCommand;
import io.berth.api.Outcome;
import io.berth.api.Permission;
import io.berth.api.change.ChangeOutcome;

/** Commands of operators who propose terms to an app's owners, and of owners who decide. */
public sealed interface TermsCommand extends DidCommand, ConsoleCommand {

  /** Answers {@link TermsOutcome.TermsFound}. */
  record ReadTerms() implements TermsCommand {
    @Override
    public Permission permission() {
      return Permission.APP_READ;
    }
  }

  /**
   * Accepts a proposal, which is in force from then on, or declines it. Answers {@link
   * Outcome.Done}, or {@link Outcome.Invalid}.
   *
   * @param version as it was read; another one refuses as {@code changed}
   * @param reason may be empty where it is accepted
   */
  record DecideTerms(int version, boolean accepted, String reason) implements TermsCommand {
    @Override
    public Permission permission() {
      return Permission.COMPANY_WRITE;
    }
  }

  /** Answers {@link TermsOutcome.TermsFound}, or {@link Outcome.Invalid}. */
  record OperateTerms(String app) implements TermsCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }

  /**
   * Puts terms to the owners, in place of a proposal that they have not decided on. Answers {@link
   * Outcome.Done}, {@link ChangeOutcome.ChangeWaiting} where another operator has to confirm them
   * first, or {@link Outcome.Invalid}.
   *
   * @param note for the owners
   */
  record ProposeTerms(String app, Terms terms, String note) implements TermsCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_APPS;
    }
  }

  /** Takes a proposal back. Answers {@link Outcome.Done}, or {@link Outcome.Invalid}. */
  record WithdrawTerms(String app, int version, String reason) implements TermsCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_APPS;
    }
  }
}
