package io.berth.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the documents name files that exist, and that decisions have a status. */
class DocsTests {

  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern FILE = Pattern.compile("(?m)^\\| `([\\w.]+)`[ †*]* \\|");
  private static final Pattern STATUS =
      Pattern.compile("Status: (?:accepted|superseded by decision \\d+), \\d{4}-\\d{2}-\\d{2}");

  @ParameterizedTest
  @ValueSource(strings = {"One request", "One event"})
  void aNewcomerFollowsItIn25Files(String title) throws IOException {
    List<String> files = FILE.matcher(section(title)).results().map(file -> file.group(1)).toList();

    assertThat(files).hasSizeBetween(15, 25).doesNotHaveDuplicates();
    Set<String> sources = sources();
    assertThat(files)
        .allSatisfy(
            file -> assertThat(sources).contains(file.endsWith(".sql") ? file : file + ".java"));
  }

  @Test
  void decisionsHaveAStatus() throws IOException {
    try (Stream<Path> decisions = Files.list(DOCS.resolve("decisions"))) {
      assertThat(decisions.toList())
          .hasSizeGreaterThan(30)
          .allSatisfy(
              decision ->
                  assertThat(Files.readAllLines(decision)).element(2).asString().matches(STATUS));
    }
  }

  private static String section(String title) throws IOException {
    String page = Files.readString(DOCS.resolve("architecture.md"));
    return Stream.of(page.split("(?m)^## "))
        .filter(section -> section.startsWith(title))
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      return files
          .filter(file -> file.toString().contains("/src/main/"))
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toSet());
    }
  }
}
