package io.berth.pay.bank.withdrawal;

import io.berth.api.bank.BankOutcome.WithdrawalState;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Money on its way from an account of a person or an app to their bank.
 *
 * @param amount coins
 * @param money what the bank pays, in the currency
 * @param uid whose account it leaves: a person's, or the app's
 * @param returned whether the bank has sent it back, and it was credited again
 * @param appId null where it is a person's
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
    boolean returned,
    @Nullable String appId) {}
