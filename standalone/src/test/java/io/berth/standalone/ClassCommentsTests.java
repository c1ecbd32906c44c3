package io.berth.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that comments of classes open with a verb or a noun: readers look a class up by them. */
class ClassCommentsTests {

  private static final Pattern CLASS_COMMENT =
      Pattern.compile(
          "(?m)^/\\*\\*(?<text>(?:[^*]|\\*(?!/))*+)\\*/\\n"
              + "(?:@[^\\n]*\\n| [^\\n]*\\n)*+"
              + "(?:public |abstract |final |sealed |non-sealed )*"
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
      assertThat(sources).allSatisfy(ClassCommentsTests::assertNotHeadless);
    }
  }

  private static void assertNotHeadless(Path source) {
    try {
      Matcher comment = CLASS_COMMENT.matcher(Files.readString(source));
      if (comment.find()) {
        assertThat(comment.group("text")).as(source.toString()).doesNotMatch(HEADLESS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
