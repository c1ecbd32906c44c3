package io.berth.standalone.drill;

import io.berth.demo.merchant.Mismatch;
import io.berth.demo.player.Player;
import io.berth.demo.recording.Transcript;
import io.berth.standalone.cli.UserError;
import io.berth.standalone.data.DataDirectory;
import io.berth.standalone.fault.FaultFile;
import io.berth.standalone.fault.FaultFile.Faults;
import io.berth.standalone.service.LocalServers;
import io.berth.standalone.service.Service;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A running suite with everything that can go wrong in and around it. */
final class FaultScene {

  /** Services that others call, through proxies. */
  static final String[] CALLED = {
    Service.DID.id(), Service.PAY.id(), Service.CALLBACK.id(), Service.CONSOLE.id()
  };

  private static final Duration LATE = Duration.ofMillis(50);
  private static final Duration BETWEEN_KILLS = Duration.ofSeconds(2);
  private static final Duration MAIL_LIMIT = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(100);

  /**
   * Length and choices of faults.
   *
   * @param hold how long a fault lasts that ends
   */
  record Course(Duration hold, RandomGenerator random) {}

  private final CrashDrill drill;
  private final SuiteProcess suite;
  private final Map<String, FaultProxy> proxies;
  private final FaultFile faults;
  private final @Nullable SmallDisk disk;
  private final Course course;

  FaultScene(
      CrashDrill drill,
      SuiteProcess suite,
      Map<String, FaultProxy> proxies,
      FaultFile faults,
      @Nullable SmallDisk disk,
      Course course) {
    this.drill = drill;
    this.suite = suite;
    this.proxies = proxies;
    this.faults = faults;
    this.disk = disk;
    this.course = course;
  }

  /** PostgreSQL's main process and those of its connections. */
  List<ProcessHandle> postgres() throws IOException {
    Path file = DataDirectory.of(drill.data()).postgres().resolve("postmaster.pid");
    long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
    return ProcessHandle.of(pid).stream()
        .flatMap(main -> Stream.concat(Stream.of(main), main.descendants()))
        .toList();
  }

  /** The process of a service or server of a suite of several processes. */
  List<ProcessHandle> process(String name) {
    return suite.descendants().stream()
        .filter(process -> commandLine(process).contains(" child " + name + " "))
        .toList();
  }

  /** Of any length, unlike that of {@link ProcessHandle.Info}. */
  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
          .replace('\0', ' ');
    } catch (IOException ended) {
      return "";
    }
  }

  private void hold() throws InterruptedException {
    Thread.sleep(course.hold);
  }

  private static void signal(String signal, List<ProcessHandle> processes)
      throws IOException, InterruptedException {
    Stream<String> pids = processes.stream().map(process -> Long.toString(process.pid()));
    // A connection's process may have ended meanwhile.
    new ProcessBuilder(Stream.concat(Stream.of("kill", signal), pids).toList())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  void freezePostgres() throws IOException, InterruptedException {
    freeze(postgres());
  }

  void freeze(List<ProcessHandle> processes) throws IOException, InterruptedException {
    signal("-STOP", processes);
    hold();
    signal("-CONT", processes);
  }

  /** The process that watches PostgreSQL starts it again as soon as it sees the end. */
  void stopPostgres() throws IOException, InterruptedException {
    List<ProcessHandle> watcher = process(LocalServers.POSTGRES);
    signal("-STOP", watcher);
    signal("-INT", postgres().subList(0, 1));
    hold();
    signal("-CONT", watcher);
  }

  void kill(List<ProcessHandle> processes, Duration pause) throws InterruptedException {
    for (ProcessHandle process : processes) {
      process.destroyForcibly();
      Thread.sleep(pause);
    }
  }

  void killBackend() throws IOException, InterruptedException {
    List<ProcessHandle> connections =
        postgres().stream().filter(process -> commandLine(process).contains("berth_pay")).toList();
    kill(List.of(connections.get(course.random.nextInt(connections.size()))), Duration.ZERO);
  }

  void killServices() throws InterruptedException {
    List<ProcessHandle> services =
        Arrays.stream(Service.values()).flatMap(service -> process(service.id()).stream()).toList();
    kill(services, BETWEEN_KILLS);
  }

  void delay(String... names) throws InterruptedException {
    for (String name : names) {
      proxy(name).delay(LATE);
    }
    hold();
    for (String name : names) {
      proxy(name).delay(Duration.ZERO);
    }
  }

  void partition(String name) throws InterruptedException {
    proxy(name).partition();
    hold();
    proxy(name).heal();
  }

  private FaultProxy proxy(String name) {
    FaultProxy proxy = proxies.get(name);
    if (proxy == null) {
      throw new IllegalArgumentException(name);
    }
    return proxy;
  }

  void hangReceiver() throws InterruptedException {
    drill.callbacks().hang();
    hold();
    drill.callbacks().answer();
  }

  /** Asks for a mail meanwhile and afterwards, and waits for the second one. */
  void takeMailDown() throws IOException, InterruptedException {
    try (Player player =
        new Player(
            drill.origin(),
            DrillPlatform.PLAYER,
            "",
            "",
            new Transcript(new PrintStream(OutputStream.nullOutputStream())))) {
      Optional<String> before = player.newestCodeAt();
      proxy(LocalServers.SMTP).refuse();
      askForMail(player);
      hold();
      proxy(LocalServers.SMTP).accept();
      Instant deadline = Instant.now().plus(MAIL_LIMIT);
      askForMail(player);
      while (player.newestCodeAt().equals(before)) {
        if (Instant.now().isAfter(deadline)) {
          throw new UserError("No mail came within " + MAIL_LIMIT.toSeconds() + " s.");
        }
        Thread.sleep(PAUSE);
      }
    }
  }

  private void askForMail(Player player) {
    try {
      player.forgetPassword(drill.origin());
    } catch (Mismatch refused) {
      // The page may say so.
    }
  }

  void shiftClocks(Duration difference) throws IOException, InterruptedException {
    Faults none = faults.read();
    faults.write(none.clock(difference));
    hold();
    faults.write(none);
  }

  void fillDisk() throws IOException, InterruptedException {
    if (disk == null) {
      throw new IllegalStateException("the data is not on a small disk");
    }
    disk.fill();
    hold();
    disk.free();
  }
}
