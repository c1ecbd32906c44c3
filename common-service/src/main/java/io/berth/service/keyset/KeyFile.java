package io.berth.service.keyset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

/** A YAML file with settings of keys, and no others: the rest is read at the start alone. */
record KeyFile(Path path) {
  /** Names the file, and the property source that it becomes. */
  static final String PROPERTY = "berth.keys.file";

  private static final int LARGEST = 256 * 1024;
  private static final List<String> NAMES =
      List.of(
          "berth.secrets.",
          "berth.did.tokens.keys",
          "berth.vouch.sends.",
          "berth.vouch.accepts.",
          "berth.events.",
          "berth.database.");

  /**
   * @throws IllegalStateException if it cannot be read
   */
  String read() {
    try {
      if (Files.size(path) > LARGEST) {
        throw new IllegalStateException(PROPERTY + ": " + path + " is larger than 256 KB");
      }
      return Files.readString(path, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(PROPERTY + ": " + path + " cannot be read", e);
    }
  }

  /**
   * @throws IllegalStateException naming what is wrong and never a value
   */
  PropertySource<?> parse(String text) {
    EnumerablePropertySource<?> settings = load(text);
    for (String name : settings.getPropertyNames()) {
      if (NAMES.stream().noneMatch(name::startsWith)) {
        throw new IllegalStateException(PROPERTY + ": " + name + " is no setting of a key");
      }
    }
    return settings;
  }

  private EnumerablePropertySource<?> load(String text) {
    try {
      List<PropertySource<?>> documents =
          new YamlPropertySourceLoader()
              .load(PROPERTY, new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)));
      if (documents.size() == 1
          && documents.getFirst() instanceof EnumerablePropertySource<?> settings) {
        return settings;
      }
    } catch (IOException | RuntimeException e) {
      // The cause would show keys in the log.
    }
    throw new IllegalStateException(PROPERTY + ": " + path + " is not one YAML document");
  }
}
