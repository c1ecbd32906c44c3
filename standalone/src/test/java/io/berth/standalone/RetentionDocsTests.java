package io.berth.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the operating guide tells of every table of a service what bounds it. */
class RetentionDocsTests {

  private static final Path ROOT = Path.of("..");
  private static final Pattern CHANGE =
      Pattern.compile("(?mi)^\\s*(create|drop) table (?:if (?:not )?exists )?(\\w+)");
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");

  @ParameterizedTest
  @ValueSource(strings = {"did", "pay", "callback"})
  void everyTableIsNamedWithItsBound(String service) throws IOException {
    assertThat(documented(service + "-service"))
        .containsExactlyInAnyOrderElementsOf(tables(service));
  }

  private static Set<String> tables(String service) throws IOException {
    Path migrations = ROOT.resolve(service + "-service/src/main/resources/db/" + service);
    Set<String> tables = new TreeSet<>();
    try (Stream<Path> files = Files.list(migrations)) {
      for (Path file : files.filter(RetentionDocsTests::isVersioned).toList()) {
        Matcher change = CHANGE.matcher(Files.readString(file));
        while (change.find()) {
          assertThat(change.group(1)).as("of %s", file).isEqualToIgnoringCase("create");
          tables.add(change.group(2));
        }
      }
    }
    assertThat(tables).hasSizeGreaterThan(5);
    return tables;
  }

  private static boolean isVersioned(Path file) {
    return file.getFileName().toString().startsWith("V");
  }

  /** Names in the first column of the table whose heading is the service. */
  private static Set<String> documented(String service) throws IOException {
    Set<String> names = new TreeSet<>();
    boolean inside = false;
    for (String line : Files.readAllLines(ROOT.resolve("docs/operating.md"))) {
      if (line.startsWith("| " + service + " | bounded by |")) {
        inside = true;
      } else if (!line.startsWith("|")) {
        inside = false;
      } else if (inside) {
        String[] cells = line.split("\\|");
        assertThat(cells[2]).as(line).isNotBlank();
        NAME.matcher(cells[1]).results().forEach(name -> names.add(name.group(1)));
      }
    }
    return names;
  }
}
