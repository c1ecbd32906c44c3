package io.berth.pay.bank;

import io.berth.pay.access.Amounts;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Objects;
import org.springframework.util.MultiValueMap;

/** Reads the fields that forms of bank transfers share. */
public final class BankForm {
  private static final String AMOUNT = "[0-9]{1,12}([.][0-9]{1,4})?";

  private BankForm() {}

  /**
   * A coin to choose. Templates read its methods.
   *
   * @param price coins for one unit of the currency
   */
  public record Offer(String code, String name, String price) {
    public static Offer of(BankRate rate) {
      String code = rate.coin().code();
      return new Offer(
          code, code.toUpperCase(Locale.ROOT), Amounts.canonical(rate.rate()).toPlainString());
    }
  }

  /** Returns a field without spaces around it; empty where it is missing. */
  public static String text(MultiValueMap<String, String> form, String field) {
    return Objects.requireNonNullElse(form.getFirst(field), "").strip();
  }

  /** Returns the field {@code amount}; 0 where it is no amount of money. */
  public static BigDecimal amount(MultiValueMap<String, String> form) {
    String typed = text(form, "amount");
    return typed.matches(AMOUNT) ? new BigDecimal(typed) : BigDecimal.ZERO;
  }
}
