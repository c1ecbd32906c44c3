package io.berth.standalone.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.service.setting.KnownSettings;
import io.berth.standalone.data.DataDirectory;
import io.berth.standalone.data.LocalSettings;
import io.berth.standalone.service.LocalServers;
import io.berth.standalone.service.Service;
import io.berth.standalone.service.ServiceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Tests that {@code docs/configuration.md} and the check at the start list the settings that the
 * code has. After a change of settings, {@code ./mvnw -pl standalone -am test
 * -Dtest=SettingReferenceTests -Dberth.reference=write} brings both in line.
 */
class SettingReferenceTests {

  private static final Path PAGE = Path.of("..", "docs", "configuration.md");
  private static final Path NAMES =
      Path.of("..", "common-service", "src", "main", "resources", "berth-settings.txt");
  private static final Pattern SECTION =
      Pattern.compile("(?<=\n## Every setting\n).*?(?=\n## |\\z)", Pattern.DOTALL);
  private static final Pattern COMPOSE =
      Pattern.compile("(?m)(?:^ +|target: )(berth\\.[\\w.-]+)(?::| })");
  private static final Pattern ENDS_AS_A_SENTENCE = Pattern.compile("[A-Z].{20,}\\.");

  private static SettingTable table;

  @BeforeAll
  static void read() throws IOException {
    table =
        SettingTable.read(
            Comments.of(Path.of("..", "common-service/src/main/java/io/berth/service/kafka")));
  }

  @Test
  void theCheckKnowsEverySetting() throws IOException {
    if (ReferenceTests.writes()) {
      Files.writeString(NAMES, table.names());
    }
    assertThat(NAMES).content().as("see the comment of this test").isEqualTo(table.names());
  }

  @Test
  void thePageListsEverySetting() throws IOException {
    String page = Files.readString(PAGE);
    String expected = SECTION.matcher(page).replaceFirst(_ -> Matcher.quoteReplacement(section()));
    if (ReferenceTests.writes()) {
      Files.writeString(PAGE, expected);
      page = expected;
    }
    assertThat(page).contains("\n## Every setting\n");
    assertThat(page).as("see the comment of this test").isEqualTo(expected);
  }

  private static String section() {
    return """

    Times are numbers with `ms`, `s`, `m`, `h` or `d`, sizes with `B`, `KB` or `MB`; lists are separated by commas. An environment variable has the same name in capitals, without dashes and with `_` for each dot: `BERTH_DID_SESSIONS_LIFETIME`. This section is generated from the sources.
    """
        + table.markdown();
  }

  @Test
  void everySettingIsDescribedByASentence() {
    assertThat(table.all())
        .hasSizeGreaterThan(110)
        .allSatisfy(
            setting ->
                assertThat(setting.description()).as(setting.name()).matches(ENDS_AS_A_SENTENCE));
  }

  @Test
  void theLauncherSetsOnlyWhatThereIs() throws IOException {
    KnownSettings known = KnownSettings.read();
    try (DataDirectory data = DataDirectory.open(DataDirectory.newEphemeral(), true)) {
      LocalSettings settings = LocalSettings.of(data);
      LocalServers.NAMES.forEach(settings::freePort);
      ServiceSettings services =
          new ServiceSettings(settings, 8080, Map.of("fomo", "http://127.0.0.1:1"));
      services.makeSecrets();
      for (Service service : Service.values()) {
        assertThat(services.of(service).keySet().stream().filter(name -> name.startsWith("berth.")))
            .isNotEmpty()
            .allMatch(known::contains);
      }
    }
  }

  @Test
  void dockerComposeSetsOnlyWhatThereIs() throws IOException {
    KnownSettings known = KnownSettings.read();
    List<String> set =
        COMPOSE
            .matcher(Files.readString(Path.of("..", "docker-compose.yml")))
            .results()
            .map((MatchResult match) -> match.group(1))
            .toList();
    assertThat(set).hasSizeGreaterThan(40).allMatch(known::contains);
  }
}
