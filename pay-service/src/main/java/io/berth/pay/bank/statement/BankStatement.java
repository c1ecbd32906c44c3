package io.berth.pay.bank.statement;

import java.util.List;

/**
 * The booked payments of one account.
 *
 * @param account the account's number; empty where the file does not say
 */
public record BankStatement(String account, List<StatementLine> lines) {
  public BankStatement {
    lines = List.copyOf(lines);
  }
}
