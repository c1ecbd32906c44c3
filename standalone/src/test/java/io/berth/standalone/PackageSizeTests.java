package io.berth.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that packages stay small enough to read. */
class PackageSizeTests {

  private static final long MOST_FILES = 20;

  @Test
  void noPackageHasMoreThanTwentyFiles() throws IOException {
    Map<String, Long> files;
    try (Stream<Path> all = Files.walk(Path.of(".."))) {
      files =
          all.map(Path::toString)
              .filter(file -> file.endsWith(".java") && file.contains("/src/main/java/"))
              .map(file -> file.replaceFirst(".*/src/main/java/", ""))
              .map(file -> file.substring(0, file.lastIndexOf('/')))
              .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    }
    assertThat(files).hasSizeGreaterThan(100);
    assertThat(files.entrySet())
        .allSatisfy(entry -> assertThat(entry.getValue()).isLessThanOrEqualTo(MOST_FILES));
  }
}
