package io.berth.story.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.story.RunningBerth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Pastes the commands of {@code docs/guides} and compares their output: each {@code bash} block is
 * followed by a block of what comes out.
 */
class GuideExamplesTests {

  private static final Path GUIDES = Path.of("..", "docs", "guides");
  private static final Pattern EXAMPLE =
      Pattern.compile("```bash\n(.*?)```\n\n```(?:json|text)\n(.*?)```", Pattern.DOTALL);
  private static final JsonMapper JSON = new JsonMapper();

  /** Stands for whatever there is. */
  private static final String ANYTHING = "…";

  static Stream<Arguments> examples() throws IOException {
    List<Arguments> examples = new ArrayList<>();
    try (Stream<Path> guides = Files.list(GUIDES)) {
      for (Path guide : guides.filter(GuideExamplesTests::isOriginal).sorted().toList()) {
        Matcher example = EXAMPLE.matcher(Files.readString(guide));
        while (example.find()) {
          examples.add(
              Arguments.of(guide.getFileName().toString(), example.group(1), example.group(2)));
        }
      }
    }
    return examples.stream();
  }

  /** Translations have the same code, as the console's tests know. */
  private static boolean isOriginal(Path guide) {
    return guide.getFileName().toString().matches("[^.]+[.]md");
  }

  @ParameterizedTest(name = "{0}, {index}")
  @MethodSource("examples")
  void printsWhatTheGuideSays(String guide, String script, String expected, @TempDir Path folder)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    String here = script.replace("http://localhost:8080", RunningBerth.get().origin());
    Process shell =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", here)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(shell.waitFor(30, TimeUnit.SECONDS)).isTrue();

    String printed = Files.readString(output).strip();
    if (expected.startsWith("{")) {
      assertFits(JSON.readTree(printed), JSON.readTree(expected), guide);
    } else {
      assertThat(printed).isEqualTo(expected.strip());
    }
  }

  private static void assertFits(JsonNode actual, JsonNode expected, String where) {
    if (expected.isString() && expected.stringValue().equals(ANYTHING)) {
      assertThat(actual.isMissingNode()).as(where).isFalse();
    } else if (expected.isObject()) {
      assertThat(actual.propertyNames())
          .as(where)
          .containsExactlyElementsOf(expected.propertyNames());
      expected
          .properties()
          .forEach(
              property ->
                  assertFits(
                      actual.path(property.getKey()),
                      property.getValue(),
                      where + "." + property.getKey()));
    } else if (expected.isArray()) {
      assertThat(actual.size()).as(where).isGreaterThanOrEqualTo(expected.size());
      for (int i = 0; i < expected.size(); i++) {
        assertFits(actual.path(i), expected.path(i), where + "[" + i + "]");
      }
    } else {
      assertThat(actual).as(where).isEqualTo(expected);
    }
  }
}
