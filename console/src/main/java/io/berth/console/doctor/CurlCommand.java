package io.berth.console.doctor;

import io.berth.console.doctor.PastedText.Result;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a copied curl command; shell variables are an error, since they have no value here. */
final class CurlCommand {
  private static final Set<String> FLAGS =
      Set.of(
          "-i",
          "-s",
          "-S",
          "-v",
          "-k",
          "-L",
          "-g",
          "-f",
          "-sS",
          "-is",
          "-si",
          "-iv",
          "-vi",
          "-#",
          "--include",
          "--silent",
          "--show-error",
          "--verbose",
          "--insecure",
          "--location",
          "--compressed",
          "--globoff",
          "--fail",
          "--http1.1",
          "--http2",
          "--path-as-is");

  private String method = "";
  private String url = "";
  private final List<String> headers = new ArrayList<>();
  private final StringBuilder body = new StringBuilder();
  private boolean hasBody;
  private boolean json;
  private boolean asQuery;

  private CurlCommand() {}

  static Result read(String text) {
    List<String> words = new ArrayList<>();
    String problem = ShellWords.split(text, words);
    if (problem != null) {
      return new Result.Unreadable(problem, "");
    }
    return new CurlCommand().read(words);
  }

  private Result read(List<String> words) {
    int next = 1;
    while (next < words.size()) {
      String word = words.get(next++);
      if (FLAGS.contains(word)) {
        continue;
      }
      if (!word.startsWith("-") || word.equals("-")) {
        url = word;
        continue;
      }
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      String name = equals > 0 ? word.substring(0, equals) : word;
      boolean attached = !word.startsWith("--") && word.length() > 2;
      if (word.equals("-G") || word.equals("--get")) {
        asQuery = true;
        continue;
      }
      String value;
      if (equals > 0) {
        value = word.substring(equals + 1);
      } else if (attached) {
        name = word.substring(0, 2);
        value = word.substring(2);
      } else if (next < words.size()) {
        value = words.get(next++);
      } else {
        return new Result.Unreadable("option", word);
      }
      if (!option(name, value)) {
        return new Result.Unreadable("option", name);
      }
    }
    return finished();
  }

  private boolean option(String name, String value) {
    switch (name) {
      case "-X", "--request" -> method = value;
      case "-H", "--header" -> headers.add(value);
      case "--url" -> url = value;
      case "-A", "--user-agent" -> headers.add("User-Agent: " + value);
      case "-d", "--data", "--data-ascii" -> data(value.replace("\n", ""));
      case "--data-raw", "--data-binary" -> data(value);
      case "--json" -> {
        json = true;
        data(value);
      }
      case "-u", "--user" ->
          headers.add(
              "Authorization: Basic " + Base64.getEncoder().encodeToString(value.getBytes()));
      case "-m", "--max-time", "--connect-timeout", "-o", "--output", "-w", "--write-out" -> {}
      default -> {
        return false;
      }
    }
    return true;
  }

  private void data(String value) {
    if (hasBody && !json) {
      body.append('&');
    }
    hasBody = true;
    body.append(value);
  }

  private Result finished() {
    if (url.isEmpty()) {
      return new Result.Unreadable("target", "");
    }
    String target = url.matches("https?://.*") ? url : "http://" + url;
    boolean sent = hasBody && !asQuery;
    if (hasBody && asQuery) {
      target += (target.contains("?") ? "&" : "?") + body;
    }
    if (sent && header("content-type") == null) {
      headers.add(
          "Content-Type: " + (json ? "application/json" : "application/x-www-form-urlencoded"));
    }
    if (method.isEmpty()) {
      method = sent ? "POST" : "GET";
    }
    return body.toString().startsWith("@") && sent
        ? new Result.Unreadable("file", body.substring(1))
        : PastedText.request(method, target, headers, sent ? body.toString() : "");
  }

  private @Nullable String header(String name) {
    for (String header : headers) {
      if (header.toLowerCase(Locale.ROOT).startsWith(name + ":")) {
        return header;
      }
    }
    return null;
  }
}
