package io.berth.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that comments of types, nested ones too, open with a verb or a noun. */
class ClassCommentsTests {

  private static final Pattern TYPE_COMMENT =
      Pattern.compile(
          "(?m)^(?<indent> *+)/\\*\\*(?<text>(?:[^*]|\\*(?!/))*+)\\*/\\n"
              + "(?:\\k<indent>[@ )}][^\\n]*\\n)*+"
              + "\\k<indent>(?:public |protected |private |static |abstract |final |sealed |non-sealed )*"
              + "(?:class|interface|record|enum|@interface) ");

  private static final Pattern HEADLESS =
      Pattern.compile(
          "[\\s*]*(?:What|Whatever|Who|Whoever|Whom|Whose|How|Where|When|Which|Whether|Why|If)\\b"
              + ".*",
          Pattern.DOTALL);

  @Test
  void noneOpensWithAHeadlessClause() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      List<Path> sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> file.toString().contains("/src/"))
              .toList();
      assertThat(sources).hasSizeGreaterThan(1_000);
      assertThat(sources.stream().mapToLong(ClassCommentsTests::countNotHeadless).sum())
          .isGreaterThan(1_500);
    }
  }

  private static long countNotHeadless(Path source) {
    try {
      List<String> comments =
          TYPE_COMMENT
              .matcher(Files.readString(source))
              .results()
              .map(type -> type.group("text"))
              .toList();
      assertThat(comments)
          .as(source.toString())
          .allSatisfy(comment -> assertThat(comment).doesNotMatch(HEADLESS));
      return comments.size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
