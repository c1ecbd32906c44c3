package io.berth.api.app;

import io.berth.api.ConsoleCommand;
import io.berth.api.DidCommand;
import io.berth.api.Outcome;
import io.berth.api.Permission;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Commands of people about an app of their company. */
public sealed interface AppCommand extends DidCommand, ConsoleCommand {

  /**
   * Makes an app with keys and secrets of its own. Unless the platform's settings approve it, it is
   * in test, with its maker as the tester. Answers {@link AppOutcome.SecretsMade}, or {@link
   * Outcome.Invalid}.
   *
   * @param newAppId good once: sending the same form again makes no second app
   * @param language that the name is in
   * @param settings the dialect's own that it requires and that are no secrets
   */
  record CreateApp(
      String companyId,
      String newAppId,
      String dialect,
      String name,
      String language,
      Map<String, JsonNode> settings)
      implements AppCommand {
    @Override
    public Permission permission() {
      return Permission.APP_WRITE;
    }
  }

  /**
   * Sets the test mode of the calling app up: another app of the same public id, with keys,
   * secrets, users and money of its own, which begins with what the app has and with all scopes.
   * Answers {@link AppOutcome.SecretsMade}, or {@link Outcome.Invalid}.
   */
  record CreateTest() implements AppCommand {
    @Override
    public Permission permission() {
      return Permission.APP_WRITE;
    }
  }

  /**
   * Makes a person in test who can play and pay at once, for an app of test. Answers {@link
   * AppOutcome.TestPlayerMade}.
   */
  record CreateTestPlayer() implements AppCommand {
    @Override
    public Permission permission() {
      return Permission.APP_WRITE;
    }
  }

  /** Reads the head of an app's pages. Answers {@link AppOutcome.Head}. */
  record ReadHead() implements AppCommand {
    @Override
    public Permission permission() {
      return Permission.APP_READ;
    }
  }

  /** All of it but the secrets. Answers {@link AppOutcome.AppFound}. */
  record ReadApp() implements AppCommand {
    @Override
    public Permission permission() {
      return Permission.APP_READ;
    }
  }

  /**
   * A null field stays. Answers {@link Outcome.Done}, or {@link Outcome.Invalid}.
   *
   * @param version as it was read; another one refuses as {@code changed}
   * @param name in {@code language}; other languages stay
   * @param settings the dialect's own that are no secrets; JSON's null takes one away
   * @param requiredScopes that players cannot untick
   */
  record ChangeApp(
      long version,
      @Nullable String name,
      String language,
      @Nullable List<String> redirectUrls,
      @Nullable String entry,
      @Nullable String callbackUrl,
      @Nullable Map<String, JsonNode> settings,
      @Nullable List<Integer> requiredScopes)
      implements AppCommand {
    @Override
    public Permission permission() {
      return Permission.APP_WRITE;
    }
  }

  /**
   * Answers {@link AppOutcome.SecretsMade}, or {@link Outcome.Invalid}.
   *
   * @param accessKey good once: sending the same form again makes no second key
   * @param ips addresses or CIDR ranges; empty binds none
   */
  record CreateKey(String accessKey, String name, List<String> ips) implements AppCommand {
    @Override
    public Permission permission() {
      return Permission.APP_SECRETS;
    }
  }

  /** Answers {@link Outcome.Done}, or {@link Outcome.Invalid}. */
  record ChangeKey(String accessKey, String name, List<String> ips, boolean enabled)
      implements AppCommand {
    @Override
    public Permission permission() {
      return Permission.APP_SECRETS;
    }
  }

  /** Answers {@link Outcome.Done}. */
  record DeleteKey(String accessKey) implements AppCommand {
    @Override
    public Permission permission() {
      return Permission.APP_SECRETS;
    }
  }

  /**
   * Sets the password that payouts ask for, where the dialect has one. Another one than before
   * freezes such payouts for a while, as with a person's. Answers {@link Outcome.Done}, or {@link
   * Outcome.Invalid}.
   */
  record SetPayoutPassword(String password) implements AppCommand {
    @Override
    public Permission permission() {
      return Permission.APP_PAYOUTS;
    }

    @Override
    public String toString() {
      return "SetPayoutPassword[]";
    }
  }

  /**
   * Replaces one of the dialect's secrets; the former one stays good for the grace period. Answers
   * {@link AppOutcome.SecretsMade}, or {@link Outcome.Invalid}.
   *
   * @param version as it was read; another one refuses as {@code changed}, so that sending the same
   *     form again does not end the grace period
   */
  record RotateSecret(String name, long version) implements AppCommand {
    @Override
    public Permission permission() {
      return Permission.APP_SECRETS;
    }
  }
}
