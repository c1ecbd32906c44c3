package io.berth.standalone.local;

import java.util.ArrayList;
import java.util.List;

/** What a newcomer can do with a suite that has just started. */
final class WhereToGo {

  private WhereToGo() {}

  static List<String> lines(String origin, UpOptions options) {
    List<String> lines = new ArrayList<>();
    lines.add("  home, console, docs   " + origin + "/");
    lines.add("  mails to players      " + origin + "/local/inbox");
    if (hasDemo(options)) {
      lines.add("  demo players          alice@example.com, bob@example.com");
      lines.add("  play a framed game    " + origin + "/h5/play/1001");
      lines.add("                        " + origin + "/v2/game/9166/1002");
      lines.add("  watch a merchant      ./berth demo");
    }
    lines.add("  state, logs, end      ./berth status | ./berth logs SERVICE | Ctrl-C");
    return lines;
  }

  static boolean hasDemo(UpOptions options) {
    return options.bootstrap().isEmpty() && options.demo();
  }
}
