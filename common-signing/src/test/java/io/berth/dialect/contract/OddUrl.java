package io.berth.dialect.contract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A line of {@code odd-urls.txt}.
 *
 * @param kind {@code legal}, {@code bare} or {@code broken}
 * @param result how it is followed, or why it is refused
 */
public record OddUrl(String kind, String given, String result) {

  /** All that are of one of these kinds. */
  public static Stream<OddUrl> of(String... kinds) {
    return all().filter(url -> Stream.of(kinds).anyMatch(url.kind::equals));
  }

  private static Stream<OddUrl> all() {
    try (InputStream table = OddUrl.class.getResourceAsStream("/odd-urls.txt")) {
      String text =
          new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).map(OddUrl::read);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static OddUrl read(String line) {
    String[] columns = line.split("\t", 3);
    return new OddUrl(columns[0], unescaped(columns[1]), columns[2]);
  }

  private static String unescaped(String text) {
    StringBuilder unescaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\' && text.charAt(i + 1) == 'u') {
        unescaped.append((char) Integer.parseInt(text, i + 2, i + 6, 16));
        i += 5;
      } else if (text.charAt(i) == '\\') {
        unescaped.append(text.substring(i, i + 2).translateEscapes());
        i++;
      } else {
        unescaped.append(text.charAt(i));
      }
    }
    return unescaped.toString();
  }

  @Override
  public String toString() {
    return kind + " " + given.replaceAll("\\p{Cntrl}", "?");
  }
}
