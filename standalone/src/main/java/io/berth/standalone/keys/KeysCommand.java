package io.berth.standalone.keys;

import io.berth.service.keyset.KeyKind;
import io.berth.service.keyset.KeySetState;
import io.berth.standalone.bootstrap.BootstrapClient;
import io.berth.standalone.cli.CommandLine;
import io.berth.standalone.cli.Progress;
import io.berth.standalone.cli.UserError;
import io.berth.standalone.data.DataDirectory;
import io.berth.standalone.data.LocalKeys.KeySet;
import io.berth.standalone.data.LocalSettings;
import io.berth.standalone.data.RunningSuite;
import io.berth.standalone.launcher.SuiteControl;
import io.berth.standalone.service.Service;
import io.berth.standalone.service.SuiteKeys;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Runs the commands {@code keys status} and {@code keys rotate}. */
public final class KeysCommand {

  private static final int UNCLEAR = 1;
  private static final Map<String, KeyKind> KINDS =
      new TreeMap<>(
          Map.of(
              "token", KeyKind.TOKENS,
              "sealing", KeyKind.SEALING,
              "caller", KeyKind.CALLER,
              "database", KeyKind.DATABASE,
              "event", KeyKind.EVENTS));

  private KeysCommand() {}

  /**
   * @param line words after {@code keys}
   * @param directory of the local suite
   */
  public static int run(CommandLine line, Path directory, Progress progress)
      throws InterruptedException {
    List<String> words = line.arguments();
    DataDirectory data = DataDirectory.of(directory);
    return switch (words.isEmpty() ? "" : words.getFirst()) {
      case "status" -> status(line, data, progress);
      case "rotate" -> rotate(words.subList(1, words.size()), line.has("--now"), data, progress);
      default -> throw new UserError("keys needs status or rotate; ./berth help shows both.");
    };
  }

  private static int status(CommandLine line, DataDirectory data, Progress progress)
      throws InterruptedException {
    List<URI> given = line.all("--management").stream().map(URI::create).toList();
    if (given.isEmpty() && !data.isRunning()) {
      progress.say("Berth is not running on " + data.root() + ". Its keys are:");
      SuiteKeys keys = SuiteKeys.of(data);
      keys.sets().forEach(set -> progress.say("  " + set.title() + ": " + stored(keys.of(set))));
      return 0;
    }
    return report(given.isEmpty() ? management(running(data)) : given, progress);
  }

  private static String stored(KeySet set) {
    String active = KeyRotation.brief(set.active());
    if (set.next() != null) {
      return active + ", and " + KeyRotation.brief(set.next()) + " is to become active";
    }
    return set.former() == null
        ? active
        : active + ", and the former key " + KeyRotation.brief(set.former()) + " is still accepted";
  }

  private static int report(List<URI> management, Progress progress) throws InterruptedException {
    KeyReports reports = KeyReports.read(management);
    KeySetState.of(reports.all(), Instant.now())
        .forEach(state -> KeyStatus.lines(state).forEach(progress::say));
    reports.problems().forEach(problem -> progress.say("A key file is not in use: " + problem));
    reports.silent().forEach(address -> progress.say("No answer from " + address));
    return reports.problems().isEmpty() && reports.silent().isEmpty() ? 0 : UNCLEAR;
  }

  private static int rotate(
      List<String> words, boolean dropTokenKey, DataDirectory data, Progress progress)
      throws InterruptedException {
    Set<KeyKind> kinds = kinds(words);
    if (!data.isRunning()) {
      throw new UserError(
          "Berth is not running on "
              + data.root()
              + ". Start it with ./berth up: its services sign and encrypt again what is stored."
              + " For a platform elsewhere, /console/operator/keys names the next step, and"
              + " docs/operating.md all of them.");
    }
    RunningSuite suite = running(data);
    LocalSettings settings = LocalSettings.of(data);
    try (Closeable _ = data.lockKeys();
        BootstrapClient client =
            new BootstrapClient(suite.origin(), settings.password(LocalSettings.OPERATOR_TOKEN))) {
      progress.say("Changing keys of " + suite.origin());
      new KeyRotation(
              SuiteKeys.of(data),
              management(suite),
              client,
              SuiteControl.postgres(data.root()),
              progress)
          .run(kinds, dropTokenKey);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    progress.say("Done.");
    return 0;
  }

  private static Set<KeyKind> kinds(List<String> words) {
    if (words.isEmpty() || words.equals(List.of("all"))) {
      return EnumSet.allOf(KeyKind.class);
    }
    Set<KeyKind> kinds = EnumSet.noneOf(KeyKind.class);
    for (String word : words) {
      KeyKind kind = KINDS.get(word);
      if (kind == null) {
        throw new UserError(
            "keys rotate takes all or some of " + String.join(", ", KINDS.keySet()) + ".");
      }
      kinds.add(kind);
    }
    return kinds;
  }

  private static RunningSuite running(DataDirectory data) {
    return RunningSuite.read(data)
        .orElseThrow(
            () -> new UserError("Berth is just starting or stopping on " + data.root() + "."));
  }

  private static List<URI> management(RunningSuite suite) {
    return Arrays.stream(Service.values())
        .map(service -> URI.create("http://127.0.0.1:" + service.managementPort(suite.port())))
        .toList();
  }
}
