package io.berth.pay.bank.topup;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * References by ISO 11649 (structured creditor reference): {@code RF}, two check digits by ISO 7064
 * MOD 97-10, and here eight digits. One wrong digit, and nearly every other typing mistake, makes
 * it invalid.
 */
public final class CreditorReference {
  private static final Pattern OURS = Pattern.compile("RF[0-9]{10}");
  private static final int MODULUS = 97;

  private CreditorReference() {}

  /** The reference of a number from 1 to 99999999. */
  static String of(long number) {
    String body = String.format(Locale.ROOT, "%08d", number);
    int check = MODULUS + 1 - remainder(body + "RF00");
    return String.format(Locale.ROOT, "RF%02d", check) + body;
  }

  /** Finds the first valid reference in what a payer wrote, spaces and punctuation aside. */
  public static Optional<String> in(String text) {
    return OURS.matcher(text.toUpperCase(Locale.ROOT).replaceAll("[^0-9A-Z]", ""))
        .results()
        .map(found -> found.group())
        .filter(CreditorReference::isValid)
        .findFirst();
  }

  private static boolean isValid(String reference) {
    return remainder(reference.substring(4) + reference.substring(0, 4)) == 1;
  }

  /** The number that letters and digits make, A being 10 and Z 35, modulo 97. */
  private static int remainder(String characters) {
    int remainder = 0;
    for (int i = 0; i < characters.length(); i++) {
      int value = Character.digit(characters.charAt(i), 36);
      remainder = (remainder * (value < 10 ? 10 : 100) + value) % MODULUS;
    }
    return remainder;
  }

  /** In groups of four, as people read it. */
  static String grouped(String reference) {
    return reference.replaceAll("(.{4})(?!$)", "$1 ");
  }
}
