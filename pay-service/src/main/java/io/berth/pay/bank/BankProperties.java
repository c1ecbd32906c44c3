package io.berth.pay.bank;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Currency;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The platform's bank account; without one, nothing comes or goes by bank transfer.
 *
 * @param iban Account number; empty where there is no bank account.
 * @param holder Name of the account's holder, as people have to write it.
 * @param bic Code of the bank, for transfers from other countries; may be empty.
 * @param bank Name of the bank; may be empty.
 * @param currency Currency of the account, three letters.
 * @param approvalAbove Amount in the account's currency that one operator may credit within a day
 *     without another's approval, at least 0.
 * @param topUpLife Time in which a person's transfer should arrive, 1h to 90d; later, its reference
 *     is not proposed by itself.
 * @param retry Time between looks for confirmed lines that are not credited yet, 100ms to 1h.
 */
@Validated
@ConfigurationProperties("berth.pay.bank")
public record BankProperties(
    @DefaultValue("") String iban,
    @DefaultValue("") String holder,
    @DefaultValue("") String bic,
    @DefaultValue("") String bank,
    @DefaultValue("EUR") String currency,
    @DefaultValue("1000") @NotNull @DecimalMin("0") BigDecimal approvalAbove,
    @DefaultValue("14d") @NotNull @DurationMin(hours = 1) @DurationMax(days = 90)
        Duration topUpLife,
    @DefaultValue("10s") @NotNull @DurationMin(millis = 100) @DurationMax(hours = 1)
        Duration retry) {

  public BankProperties {
    iban = Ibans.normalized(iban);
    if (!iban.isEmpty()) {
      if (!Ibans.isValid(iban)) {
        throw new IllegalArgumentException("berth.pay.bank.iban is not an IBAN");
      } else if (holder.isBlank()) {
        throw new IllegalArgumentException("berth.pay.bank.iban needs berth.pay.bank.holder");
      }
      Currency.getInstance(currency);
    }
  }

  public boolean isOn() {
    return !iban.isEmpty();
  }

  /** Most fraction digits of an amount in the account's currency. */
  public int decimals() {
    return Currency.getInstance(currency).getDefaultFractionDigits();
  }

  /** Whether an amount is positive, has no more digits than the currency, and is not absurd. */
  public boolean fits(BigDecimal amount) {
    BigDecimal plain = amount.stripTrailingZeros();
    return plain.signum() > 0
        && plain.scale() <= decimals()
        && plain.precision() - plain.scale() <= 12;
  }
}
