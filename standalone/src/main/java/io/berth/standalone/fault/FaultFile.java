package io.berth.standalone.fault;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The file by which a drill tells a suite's processes what is to go wrong, and those beside it by
 * which they report.
 */
public final class FaultFile {

  private static final String CLOCK = "clock";
  private static final String KILL = "kill";
  private static final String PORT = "port.";
  private static final String STEPS = ".steps-";

  /**
   * Faults of a suite.
   *
   * @param clock difference of every service's clock to the machine's
   * @param kill step at which a service ends; empty for none
   * @param ports ports of proxies, by the name of what is behind them
   */
  public record Faults(Duration clock, String kill, Map<String, Integer> ports) {

    public static final Faults NONE = new Faults(Duration.ZERO, "", Map.of());

    public Faults clock(Duration difference) {
      return new Faults(difference, kill, ports);
    }

    public Faults kill(String step) {
      return new Faults(clock, step, ports);
    }
  }

  private final Path file;

  public FaultFile(Path file) {
    this.file = file;
  }

  public Path path() {
    return file;
  }

  /** Returns the faults; none where the file does not exist. */
  public Faults read() {
    if (!Files.exists(file)) {
      return Faults.NONE;
    }
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, Integer> ports = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith(PORT)) {
        ports.put(name.substring(PORT.length()), Integer.valueOf(properties.getProperty(name)));
      }
    }
    return new Faults(
        Duration.parse(properties.getProperty(CLOCK, "PT0S")),
        properties.getProperty(KILL, ""),
        ports);
  }

  /** Replaces the file as a whole: a reader sees the old faults or the new ones. */
  public void write(Faults faults) throws IOException {
    Properties properties = new Properties();
    properties.setProperty(CLOCK, faults.clock().toString());
    properties.setProperty(KILL, faults.kill());
    faults.ports().forEach((name, port) -> properties.setProperty(PORT + name, port.toString()));
    StringWriter text = new StringWriter();
    properties.store(text, null);
    Path next = Files.writeString(sibling(".next"), text.toString());
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Adds steps that a service has reached for the first time. */
  void addSteps(String service, List<String> steps) throws IOException {
    Files.write(
        sibling(STEPS + service), steps, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Returns the steps that services have reached, sorted. */
  public List<String> steps() throws IOException {
    List<Path> files;
    try (Stream<Path> siblings = Files.list(file.toAbsolutePath().getParent())) {
      files =
          siblings
              .filter(each -> each.getFileName().toString().startsWith(file.getFileName() + STEPS))
              .toList();
    }
    List<String> steps = new ArrayList<>();
    for (Path each : files) {
      steps.addAll(Files.readAllLines(each));
    }
    return steps.stream().distinct().sorted().toList();
  }

  /** Reports that a service ends at a step. */
  void reportKill(String step) throws IOException {
    Files.writeString(sibling(".killed"), step);
  }

  /** Returns the step at which a service has ended last. */
  public Optional<String> killed() throws IOException {
    Path report = sibling(".killed");
    return Files.exists(report) ? Optional.of(Files.readString(report)) : Optional.empty();
  }

  private Path sibling(String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }
}
