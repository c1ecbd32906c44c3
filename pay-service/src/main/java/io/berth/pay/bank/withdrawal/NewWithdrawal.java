package io.berth.pay.bank.withdrawal;

import java.math.BigDecimal;

/**
 * A withdrawal that is to be stored.
 *
 * @param key of the form, unique among the person's
 * @param amount coins
 */
record NewWithdrawal(
    long uid,
    String key,
    int coinId,
    BigDecimal amount,
    BigDecimal money,
    String currency,
    String iban,
    String holder) {}
