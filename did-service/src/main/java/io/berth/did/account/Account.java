package io.berth.did.account;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param login mail address in lower case; empty for an app's account
 * @param language the one the user last used, for mails
 * @param payPasswordHash of an app's account: the app's payout password
 * @param passwordHash null for accounts that nobody can sign in to yet
 * @param frozenAt since when an operator keeps the user out; null where nobody does
 * @param validFrom tokens and sessions say they were issued no earlier
 */
public record Account(
    long uid,
    String login,
    String name,
    String avatar,
    @Nullable String language,
    @Nullable String passwordHash,
    @Nullable String payPasswordHash,
    @Nullable Instant payPasswordChangedAt,
    @Nullable Instant payingFrozenUntil,
    @Nullable Instant frozenAt,
    Instant validFrom,
    List<String> roles,
    Instant createdAt) {

  /** For example {@code a***e@example.com}. */
  public String maskedMail() {
    int at = login.indexOf('@');
    String local = login.substring(0, at);
    return local.charAt(0)
        + "***"
        + (local.length() > 1 ? local.substring(local.length() - 1) : "")
        + login.substring(at);
  }

  /** Without the hashes. */
  @Override
  public String toString() {
    return "Account[" + uid + "]";
  }
}
