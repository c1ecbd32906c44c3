package io.berth.dialect.guide;

import io.berth.dialect.Dialect;
import io.berth.dialect.contract.GoldenFile;
import io.berth.dialect.contract.HttpText;
import io.berth.dialect.http.WireQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A golden callback as the programs of the guides take it.
 *
 * @param arguments texts, maps of fields, and {@code {"bytes": text}} for the bytes of a text
 */
record ReceivedCallback(List<Object> arguments) {
  private static final JsonMapper JSON = new JsonMapper();

  static List<ReceivedCallback> of(Dialect dialect) {
    Path folder = folder(dialect);
    JsonNode app = JSON.readTree(folder.resolve("world.json").toFile()).at("/apps/0");
    try (Stream<Path> files = Files.list(folder.resolve("callback"))) {
      return files
          .map(GoldenFile::read)
          .filter(golden -> golden.has("callback"))
          .map(golden -> HttpText.parse(golden.section("callback")))
          .map(callback -> new ReceivedCallback(arguments(dialect, app, callback)))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static Path folder(Dialect dialect) {
    try {
      return Path.of(ReceivedCallback.class.getResource("/golden/" + dialect.id()).toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static List<Object> arguments(Dialect dialect, JsonNode app, HttpText callback) {
    String body = new String(callback.body(), StandardCharsets.UTF_8);
    return switch (dialect.id()) {
      case "dragonex", "ones" -> {
        Map<String, String> headers = callback.singleHeaders();
        yield List.of(
            Map.of("bytes", body),
            headers.get(dialect.id() + "-ts"),
            headers.get(dialect.id() + "-sign"),
            secret(app, "resp_check_key"));
      }
      case "fomo" -> {
        String tradeId = fields(body).get("trade_id");
        yield List.of(
            tradeId, hmac(tradeId, "a secret of the merchant's"), "a secret of the merchant's");
      }
      case "wancms" -> {
        String target = callback.firstLine();
        yield List.of(fields(target.substring(target.indexOf('?') + 1)), secret(app, "pay_key"));
      }
      case "egret" -> List.of(fields(body), secret(app, "app_key"));
      default -> throw new IllegalArgumentException(dialect.id());
    };
  }

  /** The same with another amount, number or byte under the same signature. */
  ReceivedCallback forged() {
    List<Object> forged = new ArrayList<>(arguments);
    forged.set(
        0,
        switch (arguments.getFirst()) {
          case Map<?, ?> bytes when bytes.get("bytes") instanceof String text ->
              Map.of("bytes", text.replace("\"1\"", "\"2\""));
          case Map<?, ?> fields -> {
            Map<Object, Object> changed = new TreeMap<>(fields);
            changed.replaceAll(
                (name, value) -> List.of("price", "money").contains(name) ? "1000" : value);
            yield changed;
          }
          default -> arguments.getFirst() + "0";
        });
    return new ReceivedCallback(forged);
  }

  private static Map<String, String> fields(String form) {
    Map<String, String> fields = new TreeMap<>();
    for (WireQuery.Pair pair : WireQuery.pairs(form)) {
      fields.put(pair.name(), WireQuery.decode(pair.rawValue()));
    }
    return fields;
  }

  private static String secret(JsonNode app, String name) {
    return app.at("/secrets/" + name + "/current/reveal").stringValue();
  }

  private static String hmac(String text, String key) {
    try {
      Mac hmac = Mac.getInstance("HmacSHA256");
      hmac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(hmac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
