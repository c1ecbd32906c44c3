package io.berth.story.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tries deploy/pin-digests with a docker that answers without a registry. */
class PinDigestsTests {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final String FILE = "docker-compose.yml";
  private static final List<String> FILES =
      List.of(FILE, "docker-compose.monitoring.yml", "Dockerfile", "deploy/tools.Dockerfile");
  private static final Pattern IMAGE = Pattern.compile("(?m)^(?: *image:|FROM) +(?!berth/)(\\S+)");

  @TempDir Path folder;

  @BeforeEach
  void copyFiles() throws IOException {
    Files.createDirectory(folder.resolve("deploy"));
    for (String file : FILES) {
      Files.copy(ROOT.resolve(file), folder.resolve(file));
    }
  }

  @Test
  void everyImageIsPinnedAndNothingElseChanges() throws Exception {
    docker("echo sha256:$(printf '%s' \"$4\" | sha256sum | cut -d' ' -f1)");
    assertThat(pin()).isZero();
    for (String file : FILES) {
      String pinned = Files.readString(folder.resolve(file));
      assertThat(IMAGE.matcher(pinned).results().map(found -> found.group(1)))
          .as(file)
          .isNotEmpty()
          .allMatch(image -> image.matches("[^@]+:[^@]+@sha256:[0-9a-f]{64}"));
      assertThat(pinned.replaceAll("@sha256:[0-9a-f]{64}", ""))
          .isEqualTo(Files.readString(ROOT.resolve(file)).replaceAll("@sha256:[0-9a-f]{64}", ""));
    }
  }

  @Test
  void pinningAgainTakesTheNewDigests() throws Exception {
    docker("echo sha256:" + "a".repeat(64));
    assertThat(pin()).isZero();
    docker("echo sha256:" + "b".repeat(64));
    assertThat(pin()).isZero();
    assertThat(Files.readString(folder.resolve(FILE)))
        .contains("postgres:18@sha256:" + "b".repeat(64))
        .doesNotContain("a".repeat(64));
  }

  @Test
  void nothingIsChangedWhereOneRegistryDoesNotAnswer() throws Exception {
    docker("[[ $4 == postgres* ]] && exit 1; echo sha256:" + "a".repeat(64));
    assertThat(pin()).isNotZero();
    assertThat(folder.resolve(FILE)).hasSameTextualContentAs(ROOT.resolve(FILE));
  }

  /** The fourth argument is the image. */
  private void docker(String answer) throws IOException {
    Path docker = Files.createDirectories(folder.resolve("bin")).resolve("docker");
    Files.writeString(docker, "#!/bin/bash\n" + answer + "\n");
    Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwx------"));
  }

  private int pin() throws IOException, InterruptedException {
    ProcessBuilder script =
        new ProcessBuilder("bash", ROOT.resolve("deploy/pin-digests").toString(), folder.toString())
            .inheritIO();
    script.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    return script.start().waitFor();
  }
}
