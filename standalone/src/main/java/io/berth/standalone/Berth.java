package io.berth.standalone;

import io.berth.demo.traffic.Demo;
import io.berth.standalone.backup.BackupCommand;
import io.berth.standalone.backup.RestoreCommand;
import io.berth.standalone.bootstrap.Bootstrap;
import io.berth.standalone.bootstrap.BootstrapClient;
import io.berth.standalone.cli.CommandLine;
import io.berth.standalone.cli.Progress;
import io.berth.standalone.cli.UserError;
import io.berth.standalone.data.DataDirectory;
import io.berth.standalone.data.LocalSettings;
import io.berth.standalone.data.RunningSuite;
import io.berth.standalone.drill.DrillCommand;
import io.berth.standalone.keys.KeysCommand;
import io.berth.standalone.launcher.ArchiveCommand;
import io.berth.standalone.launcher.AuditCommand;
import io.berth.standalone.launcher.LogSearch;
import io.berth.standalone.launcher.SuiteControl;
import io.berth.standalone.launcher.UpCommand;
import io.berth.standalone.launcher.UpOptions;
import io.berth.standalone.process.ServiceProcessMain;
import io.berth.standalone.process.Signals;
import io.berth.standalone.service.AotBeanDefinitions;
import io.berth.standalone.service.ServiceLogs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs {@code ./berth}. */
public final class Berth {

  private static final int DEFAULT_PORT = 8080;

  private Berth() {}

  public static void main(String[] words) {
    int status;
    try {
      status = run(Arrays.asList(words));
    } catch (UserError | IllegalArgumentException e) {
      System.err.println("berth: " + e.getMessage());
      status = 1;
    } catch (InterruptedException e) {
      status = 1;
    }
    System.out.flush();
    // Threads of libraries may still run; everything with data is closed by now.
    System.exit(status);
  }

  private static int run(List<String> words) throws InterruptedException {
    String command = words.isEmpty() ? "help" : words.getFirst();
    List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
    return switch (command) {
      case "up" -> up(rest);
      case "stop" -> SuiteControl.stop(data(rest), new Progress(System.out));
      case "status" -> SuiteControl.status(data(rest), new Progress(System.out));
      case "demo" -> demo(rest);
      case "bootstrap" -> bootstrap(rest);
      case "audit" -> audit(rest);
      case "logs" -> logs(rest);
      case "keys" -> keys(rest);
      case "backup" -> backup(rest);
      case "restore" -> restore(rest);
      case "archive" -> archive(rest);
      case "drill" -> DrillCommand.run(rest, System.out);
      case "aot-training" -> UpCommand.runForAotTraining();
      case "aot-beans" -> writeBeanDefinitions(rest);
      case "child" -> child(rest);
      default ->
          throw new UserError("Unknown command " + command + "; ./berth help shows the commands.");
    };
  }

  private static int up(List<String> words) throws InterruptedException {
    Signals signals = Signals.install();
    CommandLine line =
        new CommandLine(
            words,
            Set.of("--port", "--data", "--bootstrap"),
            Set.of("--ephemeral", "--no-demo", "--split"));
    line.noArguments();
    boolean ephemeral = line.has("--ephemeral");
    if (ephemeral && line.has("--data")) {
      throw new UserError("Use either --ephemeral or --data, not both.");
    }
    UpOptions options =
        new UpOptions(
            line.number("--port", DEFAULT_PORT),
            ephemeral ? DataDirectory.newEphemeral() : dataDirectory(line),
            ephemeral,
            line.all("--bootstrap").stream().map(Path::of).toList(),
            !line.has("--no-demo"),
            line.has("--split"));
    return UpCommand.run(options, signals, new Progress(System.out));
  }

  private static int child(List<String> words) {
    CommandLine line = new CommandLine(words, Set.of("--port", "--data"), Set.of());
    ServiceProcessMain.run(
        line.arguments().getFirst(),
        dataDirectory(line),
        line.number("--port", DEFAULT_PORT),
        Signals.installForChild());
    return 0;
  }

  private static int writeBeanDefinitions(List<String> words) {
    try {
      AotBeanDefinitions.write(Path.of(words.getFirst()));
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int demo(List<String> words) {
    try {
      return Demo.walk(origin(words), System.out);
    } catch (IOException e) {
      throw new UserError(
          "Port "
              + Demo.CALLBACK_PORT
              + ", which the demo needs for callbacks, is taken: "
              + e.getMessage());
    }
  }

  private static int bootstrap(List<String> words) {
    CommandLine line = new CommandLine(words, Set.of("--to"), Set.of());
    if (line.arguments().isEmpty()) {
      throw new UserError("bootstrap needs a file: ./berth bootstrap FILE --to URL");
    }
    Bootstrap bootstrap = Bootstrap.read(line.arguments().stream().map(Path::of).toList());
    String token = operatorToken();
    String target =
        line.value("--to")
            .orElseThrow(() -> new UserError("--to is missing: ./berth bootstrap FILE --to URL"));
    try (BootstrapClient client = new BootstrapClient(target, token)) {
      int commands = bootstrap.apply(client, System.out::println);
      System.out.println("Applied to " + target + ": " + commands + " commands.");
    }
    return 0;
  }

  private static int audit(List<String> words) throws InterruptedException {
    CommandLine line = new CommandLine(words, Set.of("--to", "--data"), Set.of());
    line.noArguments();
    Optional<String> elsewhere = line.value("--to");
    DataDirectory data = DataDirectory.of(dataDirectory(line));
    String origin =
        elsewhere.isPresent()
            ? elsewhere.get()
            : RunningSuite.read(data)
                .map(RunningSuite::origin)
                .orElseThrow(() -> new UserError("Nothing runs on " + data.root() + "."));
    String token =
        elsewhere.isPresent()
            ? operatorToken()
            : LocalSettings.of(data).password(LocalSettings.OPERATOR_TOKEN);
    try (BootstrapClient client = new BootstrapClient(origin, token)) {
      return AuditCommand.run(client, new Progress(System.out));
    }
  }

  private static int logs(List<String> words) {
    CommandLine line = new CommandLine(words, Set.of("--request", "--data"), Set.of());
    line.noArguments();
    String name =
        line.value("--request")
            .orElseThrow(() -> new UserError("logs needs --request ID, or one service's name."));
    Path logs = DataDirectory.of(dataDirectory(line)).logs();
    return LogSearch.run(logs, name, new Progress(System.out));
  }

  private static int keys(List<String> words) throws InterruptedException {
    CommandLine line = new CommandLine(words, Set.of("--data", "--management"), Set.of("--now"));
    return KeysCommand.run(line, dataDirectory(line), new Progress(System.out));
  }

  private static int backup(List<String> words) {
    CommandLine line = new CommandLine(words, Set.of("--data", "--archive-mb", "--keep"), Set.of());
    List<String> to = line.arguments();
    if (to.size() > 1) {
      throw new UserError("backup takes one directory: ./berth backup [DIR]");
    }
    DataDirectory data = DataDirectory.of(dataDirectory(line));
    if (!data.isRunning()) {
      throw new UserError("Nothing runs on " + data.root() + "; a backup needs a running suite.");
    }
    Path directory = to.isEmpty() ? BackupCommand.usual(data) : Path.of(to.getFirst());
    BackupCommand.Options options =
        new BackupCommand.Options(
            directory, (long) line.number("--archive-mb", 4096) << 20, line.number("--keep", 2));
    return BackupCommand.run(
        data, SuiteControl.postgres(data.root()), options, new Progress(System.out));
  }

  private static int restore(List<String> words) throws InterruptedException {
    ServiceLogs.warningsOnly();
    CommandLine line =
        new CommandLine(words, Set.of("--from", "--at", "--data"), Set.of("--replace"));
    line.noArguments();
    DataDirectory data = DataDirectory.of(dataDirectory(line));
    RestoreCommand.Options options =
        new RestoreCommand.Options(
            line.value("--from").map(Path::of).orElseGet(() -> BackupCommand.usual(data)),
            line.value("--at").orElse(null),
            data.root(),
            line.has("--replace"));
    return RestoreCommand.run(options, new Progress(System.out));
  }

  private static int archive(List<String> words) throws InterruptedException {
    CommandLine line =
        new CommandLine(words, Set.of("--months", "--order-months", "--data"), Set.of());
    return ArchiveCommand.run(
        line, DataDirectory.of(dataDirectory(line)), new Progress(System.out));
  }

  private static String operatorToken() {
    return OperatorToken.of(System.getenv())
        .orElseThrow(
            () ->
                new UserError(
                    "Set BERTH_OPERATOR_TOKEN to the gateway's operator token, or"
                        + " BERTH_OPERATOR_TOKEN_FILE to a file that has it."));
  }

  private static Path data(List<String> words) {
    CommandLine line = new CommandLine(words, Set.of("--data"), Set.of());
    line.noArguments();
    return dataDirectory(line);
  }

  private static Path dataDirectory(CommandLine line) {
    return line.value("--data")
        .map(Path::of)
        .orElse(Path.of(System.getProperty("berth.home", "."), ".berth"));
  }

  /** Finds the suite's address: by URL, by port, or by the data directory. */
  private static String origin(List<String> words) {
    CommandLine line = new CommandLine(words, Set.of("--to", "--port", "--data"), Set.of());
    line.noArguments();
    if (line.has("--to")) {
      return line.value("--to").orElseThrow();
    }
    if (line.has("--port")) {
      return "http://localhost:" + line.number("--port", DEFAULT_PORT);
    }
    return RunningSuite.read(DataDirectory.of(dataDirectory(line)))
        .map(RunningSuite::origin)
        .orElse("http://localhost:" + DEFAULT_PORT);
  }
}
