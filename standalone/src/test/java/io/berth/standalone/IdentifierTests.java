package io.berth.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Tests that identifiers use the terms of the field. A private word that comes back fails here;
 * {@code docs/glossary.md} lists the words that stay, and why.
 */
class IdentifierTests {

  /** Words that have a term of the field, or had several meanings. */
  private static final Set<String> PRIVATE_WORDS =
      Set.of(
          "announcement announcements belief believed bell bells chore chores"
              .concat(" conversation conversations courier desk disbelieved disbelieves door")
              .concat(" doorbell flights gathering gathered gift gifts housekeeping intake journal")
              .concat(" judge judges lane lanes leg legs mailroom office patience pocket pockets")
              .concat(" poison poisoned redemption redemptions relayer relayers settle")
              .concat(" settles settling settlement settlements stray strays stranger strangers")
              .concat(
                  " surroundings tail tails thief thieves told twin twins upkeep vouch vouched voucher vouchers vouches")
              .split(" "));

  /** A property, and a purpose of the ledger: money that leaves the platform. */
  private static final Set<String> CONTRACTS = Set.of("heartbeatPatience", "SETTLEMENT");

  private static final Pattern TOKEN =
      Pattern.compile(
          "\"\"\"(?s:.*?)(?<!\\\\)\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+'"
              + "|/\\*(?s:.*?)\\*/|//[^\\n]*|(?<identifier>[A-Za-z_]\\w*)");
  private static final Pattern WORD = Pattern.compile("[A-Z]?[a-z]+|[A-Z]+(?![a-z])");

  @Test
  void noneIsAPrivateWord() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      List<Path> sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> file.toString().contains("/src/main/"))
              .toList();
      assertThat(sources).hasSizeGreaterThan(900);
      assertThat(sources)
          .allSatisfy(source -> assertThat(privateIdentifiers(source)).as("%s", source).isEmpty());
    }
  }

  private static Set<String> privateIdentifiers(Path source) {
    try {
      Set<String> found = new TreeSet<>();
      TOKEN
          .matcher(Files.readString(source))
          .results()
          .map(token -> token.group("identifier"))
          .filter(identifier -> identifier != null && !CONTRACTS.contains(identifier))
          .filter(IdentifierTests::isPrivate)
          .forEach(found::add);
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isPrivate(String identifier) {
    return WORD.matcher(identifier)
        .results()
        .map(MatchResult::group)
        .map(word -> word.toLowerCase(Locale.ROOT))
        .anyMatch(PRIVATE_WORDS::contains);
  }
}
