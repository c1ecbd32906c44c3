package io.berth.standalone.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tests that {@code THIRD-PARTY.md} lists the libraries that Berth brings along, each under a
 * licence that allows it. After a change of libraries, {@code ./mvnw -Prelease -pl standalone -am
 * package -Dmaven.test.skip=true} and then {@code ./mvnw -pl standalone -am test
 * -Dtest=ThirdPartyTests -Dberth.reference=write} bring it in line.
 */
class ThirdPartyTests {

  private static final Path PAGE = Path.of("..", "THIRD-PARTY.md");
  private static final Path SBOM = Path.of("target", "sbom.json");
  private static final Pattern ROW = Pattern.compile("\\| `(.+):(.+)` \\| (\\S+) \\| (.+) \\|");
  private static final Pattern NEVER =
      Pattern.compile("spotbugs-annotations|junit|commons-collections|commons-beanutils");

  /** Files of others in Berth's own sources. */
  private static final String VENDORED =
      """

      ## Files

      Files of others that are among Berth's sources, each with its licence inside.

      | file | of | licence |
      |---|---|---|
      | `common-service/src/main/resources/assets/icons.svg` | [Feather](https://feathericons.com) 4.29.2 | MIT |
      """;

  /** One of a library's licences has to be among them. */
  private static final Set<String> ALLOWED =
      Set.of(
          "Apache-2.0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "Bouncy Castle Licence",
          "CC0-1.0",
          "EPL-1.0",
          "EPL-2.0",
          "Go License",
          "MIT",
          "MIT-0",
          "0BSD",
          "PostgreSQL",
          "Unicode-3.0");

  private record Library(String group, String name, String version, List<String> licences) {}

  @Test
  void everyLibraryMayBeUsed() throws IOException {
    if (ReferenceTests.writes() && Files.exists(SBOM)) {
      Files.writeString(PAGE, page(sbom()));
    }
    assertThat(listed())
        .hasSizeGreaterThan(100)
        .allSatisfy(
            library -> {
              assertThat(library.licences()).as("%s", library).anyMatch(ALLOWED::contains);
              assertThat(library.name()).doesNotMatch(NEVER);
            });
  }

  @Test
  void filesOfOthersAreListed() throws IOException {
    assertThat(Files.readString(PAGE)).endsWith(VENDORED);
  }

  /** A new version, or a library that is gone, changes the list. */
  @Test
  void theListIsThatOfTheseLibraries() throws IOException {
    Set<String> jars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(path -> Path.of(path).getFileName().toString())
            .collect(Collectors.toSet());
    Set<String> missing = new TreeSet<>();
    for (Library library : listed()) {
      String jar = library.name() + "-" + library.version();
      if (jars.stream().noneMatch(name -> name.startsWith(jar))) {
        missing.add(jar);
      }
    }
    assertThat(missing).as("see the comment of this test").isEmpty();
  }

  private static List<Library> listed() throws IOException {
    return ROW.matcher(Files.readString(PAGE))
        .results()
        .map(
            row ->
                new Library(
                    row.group(1), row.group(2), row.group(3), List.of(row.group(4).split(" or "))))
        .toList();
  }

  private static List<Library> sbom() throws IOException {
    JsonNode components = JsonMapper.shared().readTree(SBOM.toFile()).path("components");
    return StreamSupport.stream(components.spliterator(), false)
        .filter(component -> !"io.berth".equals(component.path("group").asString("")))
        .map(
            component ->
                new Library(
                    component.path("group").asString(""),
                    component.path("name").asString(),
                    component.path("version").asString(),
                    licences(component)))
        .distinct()
        .sorted(Comparator.comparing(Library::group).thenComparing(Library::name))
        .toList();
  }

  private static List<String> licences(JsonNode component) {
    return StreamSupport.stream(component.path("licenses").spliterator(), false)
        .map(
            licence ->
                licence.has("expression")
                    ? licence.path("expression").asString()
                    : licence
                        .path("license")
                        .path("id")
                        .asString(licence.path("license").path("name").asString("")))
        .toList();
  }

  private static String page(List<Library> libraries) {
    StringBuilder page =
        new StringBuilder(
            """
            # Libraries

            The libraries that Berth's jars and images bring along, and their licences; where there are several, any of them may be chosen. Tools and libraries of tests are not among them. The texts of the licences and notices are in the jars. This page is generated from the software bill of materials.

            | library | version | licence |
            |---|---|---|
            """);
    for (Library library : libraries) {
      page.append(
          "| `%s:%s` | %s | %s |\n"
              .formatted(
                  library.group(),
                  library.name(),
                  library.version(),
                  String.join(" or ", library.licences())));
    }
    return page.append(VENDORED).toString();
  }
}
