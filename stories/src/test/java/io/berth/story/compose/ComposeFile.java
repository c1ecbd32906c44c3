package io.berth.story.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/**
 * Reads docker-compose.yml.
 *
 * @param services that are built here and stay
 * @param jobs that are built here, do something and end
 * @param servers the environment of those that are not
 */
record ComposeFile(
    Map<String, Service> services,
    Map<String, Service> jobs,
    Map<String, Map<String, String>> servers) {

  private static final Pattern VARIABLE =
      Pattern.compile("(?<!\\$)\\$\\{([A-Z_]+)(?:(:?[-?])([^}]*))?}");

  /**
   * @param arguments of its build
   * @param environment with every variable put in
   * @param secrets the file that each is in, by its name in /run/secrets
   */
  record Service(
      Map<String, String> arguments, Map<String, String> environment, Map<String, Path> secrets) {

    /** A property as Spring reads it: from the environment, or from a file. */
    String property(String name) throws IOException {
      String value = environment.get(name);
      return value == null ? Files.readString(secrets.get(name)) : value;
    }

    /** What another file adds to the environment, and leaves of the secrets. */
    private Service with(Map<String, Object> definition) {
      Map<String, String> all = new LinkedHashMap<>(environment);
      all.putAll(texts(definition.get("environment"), Map.of()));
      Map<String, Path> left = new LinkedHashMap<>();
      for (Object secret : (List<?>) definition.get("secrets")) {
        String target = map(secret).get("target").toString();
        Path file = Objects.requireNonNull(secrets.get(target), target);
        assertThat(map(secret).get("source")).hasToString(file.getFileName().toString());
        left.put(target, file);
      }
      return new Service(arguments, all, left);
    }
  }

  /** The same with a second file, as Compose merges both. */
  ComposeFile with(Path second) throws IOException {
    Map<String, Object> root =
        new Yaml().load(Files.readString(second).replace("secrets: !override", "secrets:"));
    Map<String, Service> merged = new LinkedHashMap<>();
    Map<String, Object> definitions = map(root.get("services"));
    services.forEach((name, service) -> merged.put(name, service.with(map(definitions.get(name)))));
    assertThat(definitions.keySet()).isEqualTo(merged.keySet());
    return new ComposeFile(merged, jobs, servers);
  }

  static ComposeFile read(Path file, Map<String, String> variables) throws IOException {
    Map<String, Object> root = new Yaml().load(Files.readString(file));
    Map<String, Service> services = new LinkedHashMap<>();
    Map<String, Service> jobs = new LinkedHashMap<>();
    Map<String, Map<String, String>> servers = new LinkedHashMap<>();
    Map<String, Path> files = secretFiles(root, file, variables);
    map(root.get("services"))
        .forEach(
            (name, definition) -> {
              Map<String, Object> service = map(definition);
              if (service.get("build") instanceof Map<?, ?> build) {
                boolean ends = service.containsKey("command");
                (ends ? jobs : services)
                    .put(
                        name,
                        new Service(
                            texts(map(build).get("args"), variables),
                            texts(service.get("environment"), variables),
                            secrets(service, files)));
              } else if (service.get("environment") != null) {
                servers.put(name, texts(service.get("environment"), variables));
              }
            });
    return new ComposeFile(services, jobs, servers);
  }

  private static Map<String, Path> secretFiles(
      Map<String, Object> root, Path file, Map<String, String> variables) {
    Map<String, Path> files = new LinkedHashMap<>();
    map(root.get("secrets"))
        .forEach(
            (name, definition) ->
                files.put(
                    name,
                    file.resolveSibling(
                        filled(map(definition).get("file").toString(), variables))));
    return files;
  }

  private static Map<String, Path> secrets(Map<String, Object> service, Map<String, Path> files) {
    Map<String, Path> secrets = new LinkedHashMap<>();
    for (Object secret : (List<?>) service.get("secrets")) {
      String source = map(secret).get("source").toString();
      secrets.put(map(secret).get("target").toString(), Objects.requireNonNull(files.get(source)));
    }
    return secrets;
  }

  private static Map<String, String> texts(Object values, Map<String, String> variables) {
    Map<String, String> texts = new LinkedHashMap<>();
    map(values).forEach((name, value) -> texts.put(name, filled(value.toString(), variables)));
    return texts;
  }

  private static String filled(String text, Map<String, String> variables) {
    return VARIABLE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(value(found, variables)))
        .replace("$$", "$");
  }

  private static String value(MatchResult found, Map<String, String> variables) {
    String value = variables.get(found.group(1));
    String operator = found.group(2);
    boolean missing =
        value == null || (value.isEmpty() && operator != null && operator.startsWith(":"));
    if (!missing) {
      return value;
    }
    if (operator == null || operator.endsWith("?")) {
      throw new IllegalStateException(found.group() + " is not in .env");
    }
    return found.group(3);
  }

  /** Variables of an .env file: NAME=value, in single quotes or without. */
  static Map<String, String> variables(Path file) throws IOException {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      int equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith("#")) {
        String value = line.substring(equals + 1);
        boolean quoted = value.length() > 1 && value.startsWith("'") && value.endsWith("'");
        variables.put(
            line.substring(0, equals), quoted ? value.substring(1, value.length() - 1) : value);
      }
    }
    return variables;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object yaml) {
    return (Map<String, Object>) yaml;
  }
}
