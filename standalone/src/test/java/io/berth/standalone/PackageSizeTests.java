package io.berth.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that packages and files stay small enough to read. */
class PackageSizeTests {

  private static final long MOST_FILES = 20;
  private static final int MOST_LINES = 300;

  @Test
  void noPackageHasMoreThanTwentyFiles() throws IOException {
    Map<String, Long> files =
        mainFiles().stream()
            .map(file -> file.toString().replaceFirst(".*/src/main/java/", ""))
            .map(file -> file.substring(0, file.lastIndexOf('/')))
            .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    assertThat(files).hasSizeGreaterThan(100);
    assertThat(files.entrySet())
        .allSatisfy(entry -> assertThat(entry.getValue()).isLessThanOrEqualTo(MOST_FILES));
  }

  @Test
  void noFileHasMoreThanThreeHundredLines() throws IOException {
    for (Path file : mainFiles()) {
      assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(MOST_LINES);
    }
  }

  private static List<Path> mainFiles() throws IOException {
    try (Stream<Path> all = Files.walk(Path.of(".."))) {
      return all.filter(
              file ->
                  file.toString().endsWith(".java") && file.toString().contains("/src/main/java/"))
          .toList();
    }
  }
}
