package io.berth.story.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.doctor.Example;
import io.berth.dialect.doctor.Example.Language;
import io.berth.story.RunningBerth;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The programs that developers start from, run as they say, in those languages that this machine
 * has.
 */
class ExampleProgramsTests {

  /**
   * @param prints a regular expression for all of the output
   */
  private record DemoApp(
      String appId, String accessKey, Map<String, String> secret, String prints) {}

  private static final Map<String, DemoApp> APPS =
      Map.of(
          "dragonex",
          new DemoApp(
              "appidfortest",
              "6b7ef684a6645325ae1505d5636cfb12",
              Map.of("SECRET_KEY", "2721a56546de5baf9cfc4b5ceb3cc59f"),
              "\\{\"ok\":true,\"code\":1,.*}"),
          "ones",
          new DemoApp(
              "qunheigame",
              "bb151762043f59f287d1275ec4b46f6e",
              Map.of("SECRET_KEY", "04e995f4f8135310b4a447affde15dff"),
              "\\{\"code\":0,.*}"),
          "fomo",
          new DemoApp(
              "com.wenjing_game",
              "",
              Map.of("CLIENT_SECRET", "5f1d8c2e9b7a4036d1e8f25c60b94a7d83e0c1f6"),
              "\\{.*\"status\":0,.*}"),
          "egret",
          new DemoApp("1002", "", Map.of("APP_KEY", "demo-egret-app-key"), "\\{\"code\":1005,.*}"),
          "wancms",
          new DemoApp(
              "1001",
              "",
              Map.of("PAY_KEY", "demo-pay-key"),
              // By md5sum, of bill_no=bill-1&ext=&goods_name=10 gems&open_id=…&secret_key=…
              "\\{.*\"sign\": ?\"64e49a090c6f78a6d8c3080d999c08c7\".*}"));

  static Stream<Arguments> programs() {
    return StreamSupport.stream(Dialects.installed().all().spliterator(), false)
        .filter(dialect -> APPS.containsKey(dialect.id()))
        .flatMap(ExampleProgramsTests::programs);
  }

  private static Stream<Arguments> programs(Dialect dialect) {
    return dialect.examples().stream()
        .filter(example -> command(example.language()) != null)
        .map(example -> Arguments.of(dialect.id(), example.fileName(), example));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("programs")
  void getsTheResponseThatItPromises(
      String dialect, String fileName, Example example, @TempDir Path folder)
      throws IOException, InterruptedException {
    DemoApp app = APPS.get(dialect);
    Map<String, String> places =
        Map.of(
            "origin", RunningBerth.get().origin(),
            "app_id", app.appId(),
            "access_key", app.accessKey());
    Path program = Files.writeString(folder.resolve(fileName), example.with(places));

    assertThat(run(program, example.language(), app.secret()).strip()).matches(app.prints());
  }

  private static String run(Path program, Language language, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(command(language));
    command.add(program.toString());
    Path output = program.resolveSibling("output");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(output.toFile()).environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return Files.readString(output);
  }

  private static List<String> command(Language language) {
    return switch (language) {
      case CURL -> installed("bash");
      // The program is short: one compiler is enough.
      case JAVA ->
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:TieredStopAtLevel=1");
      case NODE -> installed("node");
      case PHP -> installed("php");
      case PYTHON -> installed("python3");
      case GO -> installed("go", "run");
    };
  }

  private static List<String> installed(String... command) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, command[0])))
        ? List.of(command)
        : null;
  }
}
