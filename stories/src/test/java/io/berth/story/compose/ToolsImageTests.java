package io.berth.story.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Puts the files of deploy/tools.Dockerfile together without Docker, as it copies them, and runs
 * its program on them.
 */
class ToolsImageTests {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern COPY =
      Pattern.compile("(?m)^COPY --from=build /berth/(\\S+) (\\S+)$");

  @TempDir Path image;

  @BeforeEach
  void copyFiles() throws IOException {
    assumeTrue(
        Files.isDirectory(ROOT.resolve("standalone/target/lib")),
        "standalone is not packaged, as by ./mvnw verify");
    List<MatchResult> copied =
        COPY.matcher(Files.readString(ROOT.resolve("deploy/tools.Dockerfile"))).results().toList();
    assertThat(copied).hasSize(4);
    for (MatchResult copy : copied) {
      Path target = image.resolve(copy.group(2));
      for (Path file : files(copy.group(1))) {
        Files.createDirectories(target);
        Files.copy(file, target.resolve(file.getFileName().toString()));
      }
    }
    Files.createFile(image.resolve("standalone/target/berth.stamp"));
  }

  private static List<Path> files(String source) throws IOException {
    Path path = ROOT.resolve(source);
    if (Files.isDirectory(path)) {
      try (Stream<Path> all = Files.list(path)) {
        return all.toList();
      }
    }
    List<Path> found = new ArrayList<>();
    try (var matching = Files.newDirectoryStream(path.getParent(), path.getFileName().toString())) {
      matching.forEach(found::add);
    }
    return found;
  }

  @Test
  void runsWithoutABuild() throws Exception {
    assertThat(berth(Map.of(), "help")).contains("./berth bootstrap");
    assertThat(berth(Map.of(), "audit", "--to", "http://127.0.0.1:1"))
        .contains("BERTH_OPERATOR_TOKEN_FILE");
    Path token = Files.writeString(image.resolve("token"), "of-the-operator-0123456789-0123456789");
    assertThat(
            berth(
                Map.of("BERTH_OPERATOR_TOKEN_FILE", token.toString()),
                "audit",
                "--to",
                "http://127.0.0.1:1"))
        .contains("http://127.0.0.1:1")
        .doesNotContain("BERTH_OPERATOR_TOKEN", "Building");
  }

  private String berth(Map<String, String> environment, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(image.resolve("berth").toString()));
    command.addAll(List.of(arguments));
    Path said = image.resolve("said");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    assertThat(builder.start().waitFor(2, TimeUnit.MINUTES)).isTrue();
    return Files.readString(said);
  }
}
