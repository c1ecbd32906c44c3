package io.berth.api.balance;

import io.berth.api.AccountKind;
import io.berth.api.ConsoleCommand;
import io.berth.api.Outcome;
import io.berth.api.PayCommand;
import io.berth.api.Permission;

/** Commands of people about money of test mode, which is worth nothing. */
public sealed interface TestMoneyCommand extends PayCommand, ConsoleCommand {

  /**
   * Gives money to the calling app of test. Answers {@link Outcome.Done}, or {@link
   * Outcome.Invalid}.
   *
   * @param coin its code
   * @param amount in decimal, less than 1,000,000
   */
  record GiveTestMoney(AccountKind account, String coin, String amount)
      implements TestMoneyCommand {
    @Override
    public Permission permission() {
      return Permission.APP_WRITE;
    }
  }

  /**
   * Gives a person in test 10,000 of each coin that the calling app of test takes. Answers {@link
   * Outcome.Done}.
   */
  record GivePlayerMoney(long uid) implements TestMoneyCommand {
    @Override
    public Permission permission() {
      return Permission.APP_WRITE;
    }
  }
}
