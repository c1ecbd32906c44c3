package io.berth.did.account;

import io.berth.api.Realm;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account of a person or an app.
 *
 * @param login mail address in lower case, marked as one of test where it is; empty for an app's
 *     account
 * @param passwordHash null for accounts without a password
 */
public record Account(
    long uid,
    String login,
    Profile profile,
    @Nullable String passwordHash,
    PayPassword payPassword,
    State state,
    Instant createdAt) {

  /**
   * @param language the one the user last used, for mails
   */
  public record Profile(String name, String avatar, @Nullable String language) {}

  /**
   * @param hash of an app's account: the app's payout password; null where there is none
   */
  public record PayPassword(
      @Nullable String hash, @Nullable Instant changedAt, @Nullable Instant frozenUntil) {}

  /**
   * @param frozenAt when an operator disabled the account; null where none has
   * @param validFrom sessions and tokens say they were issued no earlier
   */
  public record State(@Nullable Instant frozenAt, Instant validFrom, List<String> roles) {}

  public Realm realm() {
    return Realm.of(uid);
  }

  /** The mail address, for people and protocols. */
  public String address() {
    return Realm.publicId(login);
  }

  public String name() {
    return profile.name();
  }

  public String avatar() {
    return profile.avatar();
  }

  public @Nullable String language() {
    return profile.language();
  }

  public @Nullable String payPasswordHash() {
    return payPassword.hash();
  }

  public boolean frozen() {
    return state.frozenAt() != null;
  }

  public Instant validFrom() {
    return state.validFrom();
  }

  public List<String> roles() {
    return state.roles();
  }

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
