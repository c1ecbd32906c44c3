package io.berth.service.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Services of the last release and of this version understand each other, as they must while an
 * upgrade is under way (docs/decisions/0065-versions-side-by-side.md). {@code
 * -Dberth.reference=release} records the forms of a release.
 */
class ReleasedFormsTests {

  private static final Path RELEASED = Path.of("src/test/resources/released-forms.txt");

  /** What has changed all the same, and how the upgrade bears it. */
  private static final Map<String, String> KNOWN = Map.of();

  private static final String SEPARATOR = ": ";

  @Test
  void everyFormOfTheLastReleaseIsStillUnderstood() throws IOException {
    Map<String, String> today = WireForms.ofToday();
    if ("release".equals(System.getProperty("berth.reference"))) {
      Files.write(
          RELEASED,
          today.entrySet().stream()
              .map(form -> form.getKey() + SEPARATOR + form.getValue())
              .toList());
    }

    assertThat(breaks(released(), today)).isEmpty();
  }

  @Test
  void noticesWhatTheLastReleaseWouldNotUnderstand() {
    Map<String, String> released =
        Map.of("A.gone", "int", "A.other", "int", "A.may", "int, optional", "State.OLD", "decides");
    Map<String, String> today =
        Map.of(
            "A.other", "long",
            "A.may", "int",
            "A.needed", "int",
            "A.wished", "int, optional",
            "State.OLD", "decides",
            "State.NEW", "decides",
            "Permission.NEW", "one of several");

    assertThat(breaks(released, today))
        .extracting(line -> line.split(":", 2)[0])
        .containsExactlyInAnyOrder("A.gone", "A.other", "A.may", "A.needed", "State.NEW");
  }

  private static Map<String, String> released() throws IOException {
    Map<String, String> forms = new TreeMap<>();
    for (String line : Files.readAllLines(RELEASED)) {
      String[] form = line.split(SEPARATOR, 2);
      forms.put(form[0], form[1]);
    }
    return forms;
  }

  private static List<String> breaks(Map<String, String> released, Map<String, String> today) {
    List<String> breaks = new ArrayList<>();
    released.forEach(
        (name, form) -> {
          String now = today.get(name);
          if (now == null) {
            breaks.add(
                name + ": is gone; the last release sends or reads it, so keep it for one more");
          } else if (!now.equals(form)) {
            breaks.add(name + ": was " + form + ", and is " + now);
          }
        });
    today.forEach(
        (name, form) -> {
          String problem = released.containsKey(name) ? null : problemOfNew(name, released, form);
          if (problem != null) {
            breaks.add(name + ": " + problem);
          }
        });
    breaks.removeIf(line -> KNOWN.containsKey(line.split(":", 2)[0]));
    return breaks;
  }

  private static @Nullable String problemOfNew(
      String name, Map<String, String> released, String form) {
    String type = name.substring(0, name.lastIndexOf('.') + 1);
    if (released.keySet().stream().noneMatch(known -> known.startsWith(type))) {
      return null;
    }
    return switch (form) {
      case "decides", "subtype" ->
          "the last release cannot read it; read it in this version, and send it in the next";
      case "one of several" -> null;
      default ->
          form.endsWith(", optional") ? null : "the last release does not send it: @Nullable";
    };
  }
}
