package io.berth.callback.drill;

import io.berth.dialect.api.App;
import io.berth.dialect.api.App.RotatingSecret;
import io.berth.dialect.api.Secret;
import io.berth.dialect.callback.Callbacks.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes forgeries of any dialect's callbacks without knowing the dialect: what differs between a
 * message and the same one made with other secrets is its signature.
 *
 * @param genuine message
 * @param strange the same order's message, made with secrets that are not the app's
 */
record Forgery(Message genuine, Message strange) {

  private static final Pattern PARTS = Pattern.compile("(?<=[&\n])");

  /** The app with guessed secrets, as an attacker would have it. */
  static App withGuessedSecrets(App app) {
    Map<String, RotatingSecret> secrets =
        app.credentials().secrets().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> guess(entry.getValue())));
    return app.with(app.credentials().keys(), secrets);
  }

  private static RotatingSecret guess(RotatingSecret secret) {
    String reversed = new StringBuilder(secret.current().reveal()).reverse().toString();
    return new RotatingSecret(new Secret(reversed + "-guessed"), null, null);
  }

  boolean isSigned() {
    return !genuine.headers().equals(strange.headers())
        || !genuine.url().equals(strange.url())
        || !text(genuine).equals(text(strange));
  }

  /** An attacker without the secret signs the message. */
  Message wronglySigned() {
    return strange;
  }

  /**
   * The signature of the genuine message on another one's contents.
   *
   * @param other message of the same order with another amount
   */
  Message withContentsOf(Message other) {
    return made(other, this::keptOfGenuine);
  }

  /** As if the sender had never heard of signatures. */
  Message unsigned() {
    return made(genuine, (own, guessed, contents) -> own.equals(guessed) ? contents : null);
  }

  private @Nullable String keptOfGenuine(
      @Nullable String own, @Nullable String guessed, String contents) {
    return own == null || own.equals(guessed) ? contents : own;
  }

  /** Decides about one header or part of a text; null leaves it out. */
  @FunctionalInterface
  private interface Choice {
    @Nullable String of(String own, String guessed, String contents);
  }

  private Message made(Message contents, Choice choice) {
    Map<String, String> headers = new LinkedHashMap<>();
    contents
        .headers()
        .forEach(
            (name, value) -> {
              String chosen =
                  choice.of(
                      genuine.headers().getOrDefault(name, value),
                      strange.headers().getOrDefault(name, value),
                      value);
              if (chosen != null) {
                headers.put(name, chosen);
              }
            });
    String query = text(query(genuine), query(strange), query(contents), choice);
    String body = text(text(genuine), text(strange), text(contents), choice);
    return new Message(
        contents.method(),
        contents.url().withQuery(query.isEmpty() ? null : query),
        headers,
        body.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(String own, String guessed, String contents, Choice choice) {
    if (own.equals(guessed)) {
      return contents;
    }
    List<String> ours = parts(own);
    List<String> theirs = parts(guessed);
    List<String> others = parts(contents);
    if (ours.size() != theirs.size() || ours.size() != others.size()) {
      return guessed;
    }
    List<String> chosen = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      String part = choice.of(ours.get(i), theirs.get(i), others.get(i));
      if (part != null) {
        chosen.add(part);
      }
    }
    String joined = String.join("", chosen);
    return joined.endsWith("&") ? joined.substring(0, joined.length() - 1) : joined;
  }

  /** Fields of a form, of a query, or lines; each with what ends it. */
  private static List<String> parts(String text) {
    return List.of(PARTS.split(text));
  }

  private static String query(Message message) {
    return Objects.requireNonNullElse(message.url().query(), "");
  }

  private static String text(Message message) {
    return new String(message.body(), StandardCharsets.UTF_8);
  }
}
