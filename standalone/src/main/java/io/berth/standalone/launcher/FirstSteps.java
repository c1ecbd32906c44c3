package io.berth.standalone.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lists a newcomer's first steps with a suite that has just started. */
final class FirstSteps {

  private FirstSteps() {}

  static List<String> lines(String origin, String testOrigin, Map<String, String> journeys) {
    List<String> lines = new ArrayList<>();
    lines.add("  home, console, docs   " + origin + "/");
    lines.add("  emails to players     " + origin + "/local/inbox");
    lines.add("  test mode             " + testOrigin + "/account");
    if (!journeys.isEmpty()) {
      lines.add("  demo players          alice@example.com, bob@example.com");
      lines.add("  walk through a demo   ./berth demo");
    }
    journeys.forEach((dialect, url) -> lines.add("  try %-17s %s".formatted(dialect, url)));
    lines.add("  status, logs, stop    ./berth status | ./berth logs SERVICE | Ctrl-C");
    return lines;
  }
}
