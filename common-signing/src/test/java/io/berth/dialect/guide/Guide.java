package io.berth.dialect.guide;

import io.berth.dialect.Dialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the code blocks of a dialect's guide. */
record Guide(String text) {
  private static final Pattern BLOCK =
      Pattern.compile("(```bash\n[^`]*```\n\n)?```(\\w+)\n(.*?)```", Pattern.DOTALL);

  static Guide of(Dialect dialect) {
    try {
      return new Guide(Files.readString(Path.of("..", "docs", "guides", dialect.id() + ".md")));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Blocks of a language, without the output of commands. */
  List<String> blocks(String language) {
    return BLOCK
        .matcher(text)
        .results()
        .filter(block -> block.group(1) == null && block.group(2).equals(language))
        .map(block -> block.group(3))
        .toList();
  }
}
