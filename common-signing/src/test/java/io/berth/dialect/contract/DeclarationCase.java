package io.berth.dialect.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.dialect.Api.Cors;
import io.berth.dialect.setting.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Golden case of a dialect's declarations: settings and browsers' permissions. */
record DeclarationCase(GoldenWorld world, GoldenFile golden) {
  private static final Set<String> SECTIONS =
      Set.of("settings", "good", "bad", "cors-allowed", "cors-exposed", "paths");

  void run() {
    golden.allow(SECTIONS);
    if (golden.has("settings")) {
      settings();
    }
    if (golden.has("cors-allowed")) {
      Cors cors = world.dialect().api().cors();
      assertThat(cors.allowedHeaders()).isEqualTo(words("cors-allowed"));
      assertThat(cors.exposedHeaders()).isEqualTo(words("cors-exposed"));
      assertThat(world.dialect().api().pathPrefixes()).isEqualTo(words("paths"));
    }
  }

  /** Lines of {@code name KIND secret|plain required|optional}. */
  private void settings() {
    List<String> declared =
        world.dialect().settings().stream()
            .map(
                setting ->
                    String.join(
                        " ",
                        setting.name(),
                        setting.kind().name(),
                        setting.secret() ? "secret" : "plain",
                        setting.required() ? "required" : "optional"))
            .toList();
    assertThat(declared).isEqualTo(List.of(golden.section("settings").split("\n")));
    golden.section("good").lines().forEach(line -> assertThat(problem(line)).as(line).isNull());
    golden.section("bad").lines().forEach(line -> assertThat(problem(line)).as(line).isNotNull());
  }

  /** A line is {@code name JSON}. */
  private String problem(String line) {
    String[] parts = line.split(" ", 2);
    Setting setting =
        world.dialect().settings().stream()
            .filter(candidate -> candidate.name().equals(parts[0]))
            .findFirst()
            .orElseThrow();
    return setting.problem().apply(GoldenWorld.tree(parts[1]));
  }

  private Set<String> words(String section) {
    return Arrays.stream(golden.section(section).split("\\s+"))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toSet());
  }
}
