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

/** Tests that each alert is tested and links its runbook, and that each runbook has an alert. */
class RunbooksTests {

  private static final Path RUNBOOKS = Path.of("..", "docs", "runbooks");
  private static final Path PROMETHEUS = Path.of("..", "deploy", "prometheus");
  private static final Path ALERTS = PROMETHEUS.resolve("alerts.yml");
  private static final Pattern ALERT =
      Pattern.compile(
          "- alert: (?<name>\\w+)\\n(?:(?! *- alert:).*\\n)*? *runbook_url: (?<url>\\S+)\\n");
  private static final Pattern NAME = Pattern.compile("- alert: (\\w+)");
  private static final Pattern FIRING =
      Pattern.compile("- alertname: (\\w+)\\n +eval_time: \\w+\\n +exp_alerts:");
  private static final Pattern STILL =
      Pattern.compile("- \\{ alertname: (\\w+), eval_time: \\w+ }");
  private static final Pattern HEADING = Pattern.compile("(?m)^## (Berth\\w+)$");

  @Test
  void eachAlertHasARunbookAndEachRunbookAnAlert() throws IOException {
    String alerts = Files.readString(ALERTS);
    Map<String, String> linked = new HashMap<>();
    ALERT
        .matcher(alerts)
        .results()
        .forEach(alert -> linked.put(alert.group("name"), alert.group("url")));
    assertThat(linked.keySet()).hasSizeGreaterThan(15).isEqualTo(names(NAME, alerts));
    assertThat(linked).isEqualTo(runbooks());
  }

  /** promtool runs these tests; here it is only that there are some for each alert. */
  @Test
  void itIsTestedWhenEachAlertFiresAndWhenNot() throws IOException {
    String tests =
        Files.readString(PROMETHEUS.resolve("alerts.test.yml"))
            + Files.readString(PROMETHEUS.resolve("objectives.test.yml"));
    Set<String> alerts = names(NAME, Files.readString(ALERTS));
    assertThat(names(FIRING, tests)).isEqualTo(alerts);
    assertThat(names(STILL, tests)).isEqualTo(alerts);
  }

  private static Set<String> names(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(name -> name.group(1)).collect(Collectors.toSet());
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
