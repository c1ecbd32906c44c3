package io.berth.story.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.standalone.drill.SuiteProcess;
import io.berth.standalone.service.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does what {@code docs/operating.md} says on one machine, word by word: only ports, directories
 * and the moment of a restore are others.
 */
@Timeout(900)
class OperatingGuideTests {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\n(.*?)^```$");
  private static final String BERTH = "./berth ";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  private final int port = Service.freeGatewayPort();
  private Instant moment = Instant.EPOCH;

  /** The blocks of a section, a command a line, without what follows on the line as a comment. */
  private static List<String> commands(String section) throws IOException {
    String guide = Files.readString(ROOT.resolve("docs/operating.md"));
    int from = guide.indexOf("# " + section + "\n");
    assertThat(from).as(section).isPositive();
    int to = guide.indexOf("\n#", from);
    return BLOCK
        .matcher(guide.substring(from, to))
        .results()
        .flatMap(block -> block.group(1).lines())
        .map(line -> line.replaceAll(" +#.*", ""))
        .filter(line -> line.startsWith(BERTH))
        .toList();
  }

  @Test
  void archivesMakesABackupAndRestoresAMoment() throws Exception {
    List<String> lines = commands("One machine");
    assertThat(lines)
        .extracting(line -> line.split(" ")[1])
        .containsExactly("backup", "stop", "restore", "up", "backup");
    SuiteProcess suite = up(List.of("up"));
    try {
      for (String line : commands("Archiving entries and orders")) {
        run(words(line));
      }
      for (String line : lines) {
        List<String> words = words(line);
        if (words.getFirst().equals("up")) {
          suite = up(words);
        } else {
          run(words);
          if (words.getFirst().equals("stop")) {
            assertThat(suite.awaitExit()).as("how the suite ended").isZero();
          }
          if (words.getFirst().equals("backup")) {
            moment = Instant.now();
          }
        }
      }
    } finally {
      suite.close();
    }
  }

  private SuiteProcess up(List<String> words) throws InterruptedException {
    List<String> here = new ArrayList<>(words);
    here.addAll(
        List.of(
            "--data",
            directory.resolve("data").toString(),
            "--port",
            Integer.toString(port),
            "--no-demo"));
    return SuiteProcess.run(here).awaitReady();
  }

  private void run(List<String> words) throws InterruptedException {
    List<String> here = new ArrayList<>(words);
    here.addAll(List.of("--data", directory.resolve("data").toString()));
    try (SuiteProcess process = SuiteProcess.run(here)) {
      assertThat(process.awaitExit()).as(() -> here + ": " + process.lines()).isZero();
    }
  }

  private List<String> words(String line) {
    List<String> words = new ArrayList<>();
    for (String word : line.substring(BERTH.length()).split(" ")) {
      words.add(
          word.startsWith("/mnt/")
              ? directory.resolve(word.substring("/mnt/".length())).toString()
              : word.matches("\\d{4}-.*Z") ? moment.toString() : word);
    }
    return words;
  }

  @Test
  void namesScenariosOfDrillsThatThereAre() throws Exception {
    try (SuiteProcess list = SuiteProcess.run(List.of("drill", "--list"))) {
      assertThat(list.awaitExit()).isZero();
      String known = String.join("\n", list.lines());
      for (String line : commands("Drills")) {
        for (String word : line.substring((BERTH + "drill").length()).strip().split(" +")) {
          if (word.matches("[a-z].*")) {
            assertThat(known).contains(word);
          }
        }
      }
    }
  }

  /** The script's help names all commands and flags. */
  @Test
  void namesCommandsAndFlagsThatThereAre() throws IOException {
    String help = Files.readString(ROOT.resolve("berth"));
    String usage = help.substring(help.indexOf("<<'USAGE'"), help.indexOf("\nUSAGE"));
    Pattern use = Pattern.compile("\\./berth ([a-z]+)((?: [^`\\n|]*)?)");
    Set<String> unknown = new TreeSet<>();
    for (String document : List.of("docs/operating.md", "docs/performance.md", "README.md")) {
      for (MatchResult found :
          use.matcher(Files.readString(ROOT.resolve(document))).results().toList()) {
        String command = found.group(1);
        if (!usage.contains(BERTH + command)) {
          unknown.add(String.format(Locale.ROOT, "%s: %s", document, command));
        }
        Pattern.compile("--[a-z-]+")
            .matcher(found.group(2).replaceAll(" #.*", ""))
            .results()
            .map(MatchResult::group)
            .filter(flag -> !usage.contains(flag))
            .forEach(flag -> unknown.add(document + ": " + command + " " + flag));
      }
    }
    assertThat(unknown).isEmpty();
  }
}
