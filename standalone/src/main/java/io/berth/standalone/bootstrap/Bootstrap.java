package io.berth.standalone.bootstrap;

import io.berth.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Bootstrap files that are valid and not applied yet. */
public final class Bootstrap {

  private final BootstrapEntries entries;

  private Bootstrap(BootstrapEntries entries) {
    this.entries = entries;
  }

  /**
   * Reads and validates files together.
   *
   * @throws io.berth.standalone.cli.UserError with file, line and field of every problem
   */
  public static Bootstrap read(List<Path> files) {
    Reading reading = new Reading();
    for (Path file : files) {
      try (Reader contents = Files.newBufferedReader(file)) {
        reading.read(file.toString(), contents);
      } catch (IOException e) {
        reading.problems.add(
            file.toString(), Files.exists(file) ? "cannot be read: " + e : "does not exist");
      }
    }
    return reading.result();
  }

  /** The demo file, which {@code up} applies to empty data. */
  public static Bootstrap demo() {
    Reading reading = new Reading();
    try (InputStream contents =
        Objects.requireNonNull(Bootstrap.class.getResourceAsStream("/demo.yaml"))) {
      reading.read("demo.yaml", new InputStreamReader(contents, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return reading.result();
  }

  private static final class Reading {

    private final BootstrapEntries entries = new BootstrapEntries();
    private final Problems problems = new Problems();
    private final Environment environment = new Environment(System::getenv);
    private final Dialects dialects = Dialects.installed();

    void read(String name, Reader contents) {
      new BootstrapReader(name, entries, problems, environment, dialects).read(contents);
    }

    Bootstrap result() {
      new CrossChecks(entries, problems).run();
      problems.refuse();
      return new Bootstrap(entries);
    }
  }

  public boolean isEmpty() {
    return entries.coins.isEmpty()
        && entries.channels.isEmpty()
        && entries.companies.isEmpty()
        && entries.apps.isEmpty()
        && entries.users.isEmpty();
  }

  /**
   * Applies the files to a suite.
   *
   * @return number of commands sent
   * @throws io.berth.standalone.cli.UserError if the suite refuses one or cannot be reached; before
   *     anything is applied where an app is not as the suite wants it
   */
  public int apply(BootstrapClient client) {
    return apply(client, _ -> {});
  }

  /**
   * Applies the files to a suite.
   *
   * @param notes receives a line about each change that is still pending
   */
  public int apply(BootstrapClient client, Consumer<String> notes) {
    return new BootstrapApplier(entries, client, notes).run();
  }
}
