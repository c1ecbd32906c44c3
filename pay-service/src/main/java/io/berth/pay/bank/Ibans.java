package io.berth.pay.bank;

import java.util.Locale;
import org.iban4j.IbanUtil;

/** Checks account numbers (ISO 13616): country, length, structure and check digits. */
public final class Ibans {
  private Ibans() {}

  /** Without spaces, in capitals. */
  public static String normalized(String iban) {
    return iban.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
  }

  /** Whether a normalized number is valid. */
  public static boolean isValid(String iban) {
    return IbanUtil.isValid(iban);
  }

  /** In groups of four, as people read it. */
  public static String grouped(String iban) {
    return iban.replaceAll("(.{4})(?!$)", "$1 ");
  }
}
