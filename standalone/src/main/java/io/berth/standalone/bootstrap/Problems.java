package io.berth.standalone.bootstrap;

import io.berth.standalone.cli.UserError;
import java.util.ArrayList;
import java.util.List;

/** Collects all problems of the files, so that one run shows all of them. */
final class Problems {

  private final List<String> lines = new ArrayList<>();

  void add(SourcePosition origin, String field, String what) {
    lines.add(origin + ": " + field + " " + what);
  }

  void add(String file, String what) {
    lines.add(file + ": " + what);
  }

  /**
   * @throws UserError with a line per problem, if there is one
   */
  void refuse() {
    if (!lines.isEmpty()) {
      throw new UserError(
          "Nothing was applied: "
              + (lines.size() == 1 ? "" : lines.size() + " problems\n  ")
              + String.join("\n  ", lines));
    }
  }
}
