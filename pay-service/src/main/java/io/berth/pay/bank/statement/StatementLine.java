package io.berth.pay.bank.statement;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One payment on a bank statement; texts are empty where the bank gives none.
 *
 * @param entryReference the bank's own, or a digest of the line where it gives none
 * @param amount positive
 * @param incoming whether the account was credited
 * @param remittance what the payer wrote, structured references first
 */
public record StatementLine(
    String entryReference,
    LocalDate bookedOn,
    BigDecimal amount,
    String currency,
    boolean incoming,
    String counterparty,
    String counterpartyAccount,
    String remittance,
    String endToEndId) {}
