package io.berth.did.text;

import com.ibm.icu.text.IDNA;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the mail addresses that the mailer can send to, and no others: an address that the mailer
 * has to change on its way would deliver a person's code to a stranger's mailbox.
 */
public final class MailAddress {
  private static final int LONGEST_LOCAL_PART = 64;
  private static final int LONGEST = 254;
  private static final IDNA DOMAINS =
      IDNA.getUTS46Instance(
          IDNA.USE_STD3_RULES
              | IDNA.CHECK_BIDI
              | IDNA.CHECK_CONTEXTJ
              | IDNA.NONTRANSITIONAL_TO_ASCII);

  private MailAddress() {}

  /**
   * The address as it is stored and compared: in lower case, the domain in ASCII (UTS #46).
   *
   * @return null where the text is no address that mail can be sent to
   */
  public static @Nullable String parse(String text) {
    String typed = text.strip();
    int at = typed.lastIndexOf('@');
    if (at < 1 || at > LONGEST_LOCAL_PART || typed.length() > LONGEST) {
      return null;
    }
    String local = typed.substring(0, at);
    String domain = asciiDomain(typed.substring(at + 1));
    if (domain == null || !isAscii(local) || local.indexOf('"') >= 0) {
      return null;
    }
    String address = local.toLowerCase(Locale.ROOT) + "@" + domain;
    return isSendable(address) ? address : null;
  }

  /** The key under which an account of this login is stored, whether or not it is an address. */
  public static String key(String login) {
    String address = parse(login);
    return address == null ? login.strip().toLowerCase(Locale.ROOT) : address;
  }

  private static @Nullable String asciiDomain(String domain) {
    StringBuilder ascii = new StringBuilder();
    IDNA.Info info = new IDNA.Info();
    DOMAINS.nameToASCII(domain, ascii, info);
    return info.hasErrors() || ascii.isEmpty() ? null : ascii.toString().toLowerCase(Locale.ROOT);
  }

  private static boolean isSendable(String address) {
    if (address.length() > LONGEST) {
      return false;
    }
    try {
      InternetAddress[] read = InternetAddress.parse(address, true);
      if (read.length != 1 || !address.equals(read[0].getAddress())) {
        return false;
      }
      read[0].validate();
      return true;
    } catch (AddressException notAnAddress) {
      return false;
    }
  }

  private static boolean isAscii(String text) {
    return StandardCharsets.US_ASCII.newEncoder().canEncode(text);
  }
}
