package io.berth.dialect.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.contract.HttpText;
import io.berth.dialect.http.HttpDate;
import io.berth.dialect.http.WireQuery;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tests that Postman understands the collections, and that their scripts sign as golden files. */
class PostmanCollectionTests {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * A golden request or callback as a script sees it.
   *
   * @param now milliseconds since 1970
   * @param fields of the query or the form
   * @param expected variables
   */
  private record Case(
      String method,
      String path,
      Map<String, String> headers,
      String body,
      Map<String, String> fields,
      long now,
      Map<String, String> variables,
      Map<String, String> expected) {}

  static Stream<Dialect> dialects() {
    return StreamSupport.stream(Dialects.installed().all().spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void keepsToPostmansFormat(Dialect dialect) throws IOException {
    Path file = Path.of("..", "docs", "api", dialect.id() + ".postman.json");
    try (InputStream schema = resource("/schemas/postman-2.1.json")) {
      assertThat(
              SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                  .getSchema(JSON.readTree(schema))
                  .validate(JSON.readTree(file.toFile())))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void declaresItsVariables(Dialect dialect) throws IOException {
    String file = Files.readString(Path.of("..", "docs", "api", dialect.id() + ".postman.json"));
    assertThat(Pattern.compile("\\{\\{(\\w+)}}").matcher(file).results())
        .extracting(variable -> variable.group(1))
        .isSubsetOf(
            Stream.concat(Stream.of("origin"), PostmanScript.of(dialect).variables().stream())
                .toList());
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void signsAsTheGoldenFiles(Dialect dialect, @TempDir Path folder)
      throws IOException, InterruptedException, URISyntaxException {
    Path golden = Path.of(getClass().getResource("/golden").toURI());
    Map<String, String> secrets = secrets(golden.resolve(dialect.id()).resolve("world.json"));
    List<Case> cases = cases(dialect, Goldens.of(dialect, golden), secrets);
    assertThat(cases).isNotEmpty();
    Files.writeString(
        folder.resolve("cases.json"),
        JSON.writeValueAsString(
            Map.of("script", PostmanScript.of(dialect).text(), "cases", cases)));
    copy("/postman/sandbox.cjs", folder.resolve("sandbox.cjs"));
    copy(cryptoJs(), folder.resolve("crypto-js.js"));

    List<String> answers = run(folder).lines().toList();

    assertThat(answers).hasSameSizeAs(cases);
    for (int i = 0; i < cases.size(); i++) {
      JsonNode variables = JSON.readTree(answers.get(i));
      cases
          .get(i)
          .expected()
          .forEach(
              (name, value) ->
                  assertThat(variables.path(name).asString("")).as(name).isEqualTo(value));
    }
  }

  private static List<Case> cases(Dialect dialect, Goldens goldens, Map<String, String> secrets) {
    Stream<HttpText> requests =
        dialect.api().endpoints().stream()
            .flatMap(endpoint -> goldens.exchanges(endpoint).stream())
            .filter(exchange -> exchange.name().matches("valid(-client)?"))
            .map(Goldens.Exchange::request);
    return Stream.concat(requests, goldens.callbacks().stream())
        .map(message -> read(message, secrets))
        .filter(Objects::nonNull)
        .toList();
  }

  /** Null where nothing is signed by a script. */
  private static @Nullable Case read(HttpText message, Map<String, String> secrets) {
    String[] line = message.firstLine().split(" ", 2);
    String[] target = line[1].split("\\?", 2);
    Map<String, String> headers = message.singleHeaders();
    String body = new String(message.body(), StandardCharsets.UTF_8);
    Map<String, String> fields = new TreeMap<>();
    String query = target.length < 2 ? null : target[1];
    if (!body.startsWith("{")) {
      WireQuery.pairs(body.isEmpty() ? query : body).forEach(each -> put(fields, each));
    }
    Map<String, String> variables = new TreeMap<>(secrets);
    Map<String, String> expected = new TreeMap<>();
    long seconds =
        Long.parseLong(fields.getOrDefault("timestamp", fields.getOrDefault("time", "0")));
    if (headers.get("auth") instanceof String auth) {
      expected.put("auth", auth);
      variables.put("access_key", auth.substring(0, auth.indexOf(':')));
      seconds = HttpDate.parse(headers.get("date")).getEpochSecond();
    } else if (fields.containsKey("sign")) {
      expected.put("sign", fields.get("sign"));
    }
    for (Map.Entry<String, String> header : headers.entrySet()) {
      if (header.getKey().endsWith("-sign")) {
        expected.put("callback_sign", header.getValue());
      } else if (header.getKey().endsWith("-ts")) {
        seconds = Long.parseLong(header.getValue());
      }
    }
    return expected.isEmpty()
        ? null
        : new Case(line[0], target[0], headers, body, fields, seconds * 1000, variables, expected);
  }

  private static void put(Map<String, String> fields, WireQuery.Pair pair) {
    fields.put(pair.name(), WireQuery.decode(pair.rawValue()));
  }

  private static Map<String, String> secrets(Path world) {
    JsonNode app = JSON.readTree(world.toFile()).at("/apps/0");
    Map<String, String> secrets = new TreeMap<>();
    secrets.put("secret_key", app.at("/keys/0/secretKey/reveal").asString(""));
    app.path("secrets")
        .forEachEntry((name, secret) -> secrets.put(name, secret.at("/current/reveal").asString()));
    return secrets;
  }

  private static String cryptoJs() throws IOException {
    Properties artifact = new Properties();
    try (InputStream file = resource("/META-INF/maven/org.webjars.npm/crypto-js/pom.properties")) {
      artifact.load(file);
    }
    return "/META-INF/resources/webjars/crypto-js/"
        + artifact.getProperty("version")
        + "/crypto-js.js";
  }

  private static void copy(String resource, Path file) throws IOException {
    try (InputStream contents = resource(resource)) {
      Files.copy(contents, file);
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(PostmanCollectionTests.class.getResourceAsStream(name), name);
  }

  private static String run(Path folder) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process node;
    try {
      node =
          new ProcessBuilder("node", "sandbox.cjs")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException notInstalled) {
      return abort("node is not installed");
    }
    if (!node.waitFor(60, TimeUnit.SECONDS)) {
      node.destroyForcibly();
    }
    return Files.readString(output);
  }
}
