package io.berth.pay.bank.withdrawal;

import io.berth.api.bank.BankOutcome.WithdrawalState;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * Money on its way from a person's account to their bank.
 *
 * @param amount coins
 * @param money what the bank pays, in the currency
 * @param returned whether the bank has sent it back, and it was credited again
 */
public record Withdrawal(
    long id,
    long uid,
    int coinId,
    String coin,
    BigDecimal amount,
    BigDecimal money,
    String currency,
    String iban,
    String holder,
    WithdrawalState state,
    String endToEndId,
    Instant requestedAt,
    boolean returned) {}
