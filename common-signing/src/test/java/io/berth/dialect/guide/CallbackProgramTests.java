package io.berth.dialect.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the programs of the guides that check a callback, each with all golden callbacks of the
 * dialect and with forged ones. A language that is not installed is left out; C# is only looked
 * for.
 */
class CallbackProgramTests {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern CLASS = Pattern.compile("^class (\\w+)", Pattern.MULTILINE);

  /**
   * @param file of the guide's program
   * @param head that the program needs in a file of its own
   * @param command runs {@code guide/main.*}, which calls the program
   */
  private record Language(String file, String head, String main, List<String> command) {}

  private static final Map<String, Language> LANGUAGES =
      Map.of(
          "javascript", new Language("callback.mjs", "", "main.mjs", List.of("node", "main.mjs")),
          "python", new Language("callback.py", "", "main.py", List.of("python3", "main.py")),
          "php", new Language("callback.php", "", "main.php", List.of("php", "main.php")),
          "go",
              new Language(
                  "callback.go",
                  "package main\n\n",
                  "main.go",
                  List.of("go", "run", "main.go", "callback.go")));

  static Stream<Dialect> dialects() {
    return StreamSupport.stream(Dialects.installed().all().spliterator(), false);
  }

  static Stream<Arguments> programs() {
    return dialects()
        .flatMap(
            dialect ->
                LANGUAGES.keySet().stream()
                    .sorted()
                    .map(language -> Arguments.of(dialect.id(), language, dialect)));
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("programs")
  void knowsGenuineCallbacks(String id, String name, Dialect dialect, @TempDir Path folder)
      throws IOException, InterruptedException {
    Language language = LANGUAGES.get(name);
    String program = onlyBlock(dialect, name);
    Files.writeString(folder.resolve(language.file()), language.head() + program);
    try (var main = getClass().getResourceAsStream("/guide/" + language.main())) {
      Files.copy(main, folder.resolve(language.main()));
    }
    List<ReceivedCallback> genuine = ReceivedCallback.of(dialect);
    List<ReceivedCallback> all = new ArrayList<>(genuine);
    genuine.forEach(callback -> all.add(callback.forged()));
    Files.writeString(
        folder.resolve("arguments.json"),
        JSON.writeValueAsString(all.stream().map(ReceivedCallback::arguments).toList()));

    List<String> answers = run(language.command(), folder).lines().toList();

    assertThat(answers).hasSameSizeAs(all);
    assertThat(answers.subList(0, genuine.size())).containsOnly("true");
    assertThat(answers.subList(genuine.size(), all.size())).containsOnly("false");
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void knowsGenuineCallbacksInJava(Dialect dialect, @TempDir Path folder) throws Exception {
    String program = onlyBlock(dialect, "java");
    Matcher name = CLASS.matcher(program);
    assertThat(name.find()).isTrue();
    Path source = Files.writeString(folder.resolve(name.group(1) + ".java"), program);
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", folder.toString(), source.toString());
    assertThat(status).isZero();
    try (URLClassLoader classes = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Method matches =
          Arrays.stream(classes.loadClass(name.group(1)).getDeclaredMethods())
              .filter(method -> method.getName().equals("matches"))
              .findFirst()
              .orElseThrow();
      matches.setAccessible(true);
      for (ReceivedCallback callback : ReceivedCallback.of(dialect)) {
        assertThat(matches.invoke(null, inJava(callback))).isEqualTo(true);
        assertThat(matches.invoke(null, inJava(callback.forged()))).isEqualTo(false);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void hasOneProgramInCsharp(Dialect dialect) {
    assertThat(onlyBlock(dialect, "csharp")).contains("FixedTimeEquals");
  }

  private static String onlyBlock(Dialect dialect, String language) {
    List<String> blocks = Guide.of(dialect).blocks(language);
    assertThat(blocks).as("%s in %s", language, dialect.id()).hasSize(1);
    return blocks.getFirst();
  }

  private static Object[] inJava(ReceivedCallback callback) {
    return callback.arguments().stream()
        .map(
            argument ->
                argument instanceof Map<?, ?> map && map.get("bytes") instanceof String text
                    ? text.getBytes(StandardCharsets.UTF_8)
                    : argument)
        .toArray();
  }

  private static String run(List<String> command, Path folder)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException notInstalled) {
      return abort(command.getFirst() + " is not installed");
    }
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return Files.readString(output);
  }
}
