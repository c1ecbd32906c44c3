package io.berth.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that each alert links its runbook, and that each runbook has an alert. */
class RunbooksTests {

  private static final Path RUNBOOKS = Path.of("..", "docs", "runbooks");
  private static final Path ALERTS = Path.of("..", "deploy", "prometheus", "alerts.yml");
  private static final Pattern ALERT =
      Pattern.compile(
          "- alert: (?<name>\\w+)\\n(?:(?! *- alert:).*\\n)*? *runbook_url: (?<url>\\S+)\\n");
  private static final Pattern NAME = Pattern.compile("- alert: (\\w+)");
  private static final Pattern HEADING = Pattern.compile("(?m)^## (Berth\\w+)$");

  @Test
  void eachAlertHasARunbookAndEachRunbookAnAlert() throws IOException {
    String alerts = Files.readString(ALERTS);
    Map<String, String> linked = new HashMap<>();
    ALERT
        .matcher(alerts)
        .results()
        .forEach(alert -> linked.put(alert.group("name"), alert.group("url")));
    assertThat(linked.keySet())
        .hasSizeGreaterThan(15)
        .isEqualTo(
            NAME.matcher(alerts).results().map(name -> name.group(1)).collect(Collectors.toSet()));
    assertThat(linked).isEqualTo(runbooks());
  }

  /** Address of each runbook, by its alert. */
  private static Map<String, String> runbooks() throws IOException {
    Map<String, String> found = new HashMap<>();
    for (Path file : files()) {
      Set<String> names =
          HEADING
              .matcher(Files.readString(file))
              .results()
              .map((MatchResult heading) -> heading.group(1))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(names).as(file.toString()).isNotEmpty();
      for (String name : names) {
        String url = "/docs/runbooks/" + file.getFileName() + '#' + name.toLowerCase(Locale.ROOT);
        assertThat(found.put(name, url)).as(name).isNull();
      }
    }
    return found;
  }

  private static Set<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(RUNBOOKS)) {
      return files.collect(Collectors.toSet());
    }
  }
}
