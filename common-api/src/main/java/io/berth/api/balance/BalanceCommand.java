package io.berth.api.balance;

import io.berth.api.AccountKind;
import io.berth.api.Outcome;
import io.berth.api.PayCommand;
import io.berth.api.Subject;
import io.berth.api.change.ChangeOutcome;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads balances, coins and prices, and sets them up. */
public sealed interface BalanceCommand extends PayCommand {

  /**
   * Answers {@link BalanceOutcome.Balances}: every coin the app may use, or the one asked for.
   *
   * @param coin null for all
   */
  record ReadBalances(Subject owner, AccountKind account, @Nullable CoinReference coin)
      implements BalanceCommand {}

  /** Answers {@link BalanceOutcome.Prices}; unknown symbols are left out. */
  record ReadPrices(List<String> symbols) implements BalanceCommand {}

  /** Answers {@link BalanceOutcome.Coins}. Needs no permission. */
  record ReadCoins() implements BalanceCommand {}

  /**
   * For operators: creates a coin or brings it in line. Answers {@link Outcome.Done}, or {@link
   * ChangeOutcome.ChangeWaiting} where the price changes too much for one.
   */
  record PutCoin(
      int id,
      String code,
      int decimals,
      @Nullable BigDecimal priceUsdt,
      @Nullable Map<String, String> attributes)
      implements BalanceCommand {}

  /**
   * For operators: sets how many coins one unit of a currency buys by bank transfer. Answers {@link
   * Outcome.Done}, or {@link ChangeOutcome.ChangeWaiting} where an operator has to confirm it.
   *
   * @param currency three letters
   */
  record PutBankRate(String coin, String currency, BigDecimal rate) implements BalanceCommand {}

  /**
   * For operators: gives a new account its first balance from the issuer, once. Answers {@link
   * Outcome.Done}, also where the account had it before, and {@link ChangeOutcome.ChangeWaiting}
   * where the account is not new.
   *
   * @param reference identifies the transfer for all time, {@code bootstrap/…}
   */
  record GiveOpeningBalance(
      String reference, long uid, AccountKind account, String coin, BigDecimal amount)
      implements BalanceCommand {}
}
