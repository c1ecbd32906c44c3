package io.berth.did.account;

import io.berth.api.Realm;
import io.berth.api.app.ManagementCommand.PutUser;
import io.berth.did.text.DisplayName;
import io.berth.did.text.Lengths;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks an account's fields. */
public final class UserRules {
  private static final Pattern OPEN_ID = Pattern.compile("[0-9a-f]{32}");
  public static final long LEAST_UID = 1_000_000;
  public static final int LONGEST_PASSWORD = 128;
  public static final int SHORTEST_PASSWORD = 8;
  public static final int SHORTEST_PAY_PASSWORD = 6;

  private UserRules() {}

  public static boolean isPassword(String text) {
    return Lengths.isBetween(SHORTEST_PASSWORD, LONGEST_PASSWORD, text);
  }

  public static boolean isPayPassword(String text) {
    return Lengths.isBetween(SHORTEST_PAY_PASSWORD, LONGEST_PASSWORD, text);
  }

  /** Whether an operator may set this; short ones too. */
  public static boolean isOperatorsPassword(String text) {
    return Lengths.isBetween(1, LONGEST_PASSWORD, text);
  }

  public static boolean isName(String text) {
    return DisplayName.problem(text) == null;
  }

  /** The problem of the fields that are present, or null. */
  public static @Nullable String problem(PutUser put) {
    if (!Accounts.isStoredLogin(put.login())) {
      return "login: not a mail address";
    }
    if (put.uid() != null && Realm.of(put.uid()) != Realm.of(put.login())) {
      return "uid: those of test begin at " + Realm.FIRST_TEST_UID;
    }
    if (put.uid() != null && put.uid() < LEAST_UID) {
      return "uid: from 1000000 up";
    }
    if (isRefused(put.password()) || isRefused(put.payPassword())) {
      return "password, pay_password: 1 to 128 characters";
    }
    if (put.name() != null && !put.name().isEmpty() && !isName(put.name())) {
      return "name: at most 64 characters, none invisible or of an alphabet that looks alike";
    }
    if (put.avatar() != null && put.avatar().length() > 2048) {
      return "avatar: at most 2048 characters";
    }
    return put.openIds() != null
            && !put.openIds().values().stream().allMatch(id -> OPEN_ID.matcher(id).matches())
        ? "open_ids: 32 lower-case hex characters"
        : null;
  }

  private static boolean isRefused(@Nullable String password) {
    return password != null && !isOperatorsPassword(password);
  }
}
