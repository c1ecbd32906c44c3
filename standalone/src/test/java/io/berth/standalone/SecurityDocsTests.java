package io.berth.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the documents about security name tests that exist and leave no requirement out. */
class SecurityDocsTests {

  private static final Path ROOT = Path.of("..");
  private static final Path ASVS = ROOT.resolve("docs/security/asvs.md");
  private static final Pattern TEST = Pattern.compile("`(\\w+Tests)`");
  private static final Pattern REQUIREMENT =
      Pattern.compile("(?m)^\\| (\\d+\\.\\d+\\.\\d+) \\| (met|partly|not met|n/a) \\| \\S.* \\|$");

  /** Of levels 1 and 2 in version 5.0.0. */
  private static final int REQUIREMENTS = 253;

  @ParameterizedTest
  @ValueSource(strings = {"SECURITY.md", "docs/security/asvs.md"})
  void everyNamedTestExists(String page) throws IOException {
    Set<String> named = group(TEST, Files.readString(ROOT.resolve(page)));
    assertThat(named).hasSizeGreaterThan(40);
    assertThat(tests()).containsAll(named);
  }

  @Test
  void everyThreatNamesATest() throws IOException {
    List<String> threats =
        Files.readAllLines(ROOT.resolve("SECURITY.md")).stream()
            .filter(line -> line.startsWith("| "))
            .skip(1)
            .toList();
    assertThat(threats).hasSizeGreaterThan(20).allMatch(threat -> TEST.matcher(threat).find());
  }

  @Test
  void everyRequirementHasAVerdict() throws IOException {
    List<String> requirements =
        REQUIREMENT
            .matcher(Files.readString(ASVS))
            .results()
            .map((MatchResult requirement) -> requirement.group(1))
            .toList();
    assertThat(requirements).hasSize(REQUIREMENTS).doesNotHaveDuplicates();
  }

  private static Set<String> group(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toSet());
  }

  private static Set<String> tests() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .map(Path::toString)
          .filter(file -> file.contains("/src/test/") && file.endsWith("Tests.java"))
          .map(file -> file.substring(file.lastIndexOf('/') + 1, file.length() - ".java".length()))
          .collect(Collectors.toSet());
    }
  }
}
