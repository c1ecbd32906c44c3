package io.berth.bench.suite;

import io.berth.bench.money.LedgerAudit;
import io.berth.bench.process.Child;
import io.berth.bench.process.Jvm;
import io.berth.embedded.PostgresAdmin;
import io.berth.standalone.Berth;
import io.berth.standalone.data.DataDirectory;
import io.berth.standalone.launcher.SuiteControl;
import io.berth.standalone.service.Service;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Runs {@code ./berth up} on new data, and a receiver of callbacks. */
public final class BenchSuite implements AutoCloseable {

  private static final int READY_SECONDS = 600;

  private final Receiver receiver;
  private final Platform platform;
  private final Path data;
  private final int port;
  private final Child process;
  private @Nullable SuiteStart started;

  private BenchSuite(Receiver receiver, Platform platform, Path data, int port, Child process) {
    this.receiver = receiver;
    this.platform = platform;
    this.data = data;
    this.port = port;
    this.process = process;
  }

  /**
   * @param split whether each service has a process
   * @param smoke whether a fast start matters more than speed
   * @param platform by the port of callbacks
   */
  static BenchSuite start(
      boolean split, boolean smoke, IntFunction<Platform> platform, PrintStream out)
      throws IOException, InterruptedException {
    List<String> flags = Jvm.suite(split, smoke);
    out.println((split ? "each process: " : "one process: ") + String.join(" ", flags));
    Receiver receiver = new Receiver();
    Path data = DataDirectory.newEphemeral();
    Platform filled = platform.apply(receiver.port());
    Path bootstrap = Files.writeString(data.resolve("bench.yaml"), filled.yaml());
    int port = Service.freeGatewayPort();
    List<String> words =
        new ArrayList<>(
            List.of(
                "up",
                "--port",
                Integer.toString(port),
                "--data",
                data.toString(),
                "--bootstrap",
                bootstrap.toString()));
    if (split) {
      words.add("--split");
    }
    long began = System.nanoTime();
    Child process =
        Child.start(
            "suite",
            Jvm.command(flags, Berth.class.getName(), words),
            line -> line.startsWith("READY "));
    BenchSuite suite = new BenchSuite(receiver, filled, data, port, process);
    try {
      suite.started = SuiteStart.await(process, began, READY_SECONDS);
      return suite;
    } catch (IllegalStateException e) {
      suite.close();
      throw e;
    }
  }

  public SuiteStart started() {
    return Objects.requireNonNull(started);
  }

  public int port() {
    return port;
  }

  public String origin() {
    return "http://localhost:" + port;
  }

  public Receiver receiver() {
    return receiver;
  }

  public Platform platform() {
    return platform;
  }

  public PostgresAdmin postgres() {
    return SuiteControl.postgres(data);
  }

  public void booksMustAgree(PrintStream out) {
    LedgerAudit.mustAgree(postgres(), out);
  }

  @Override
  public void close() {
    process.close();
    receiver.close();
    DataDirectory.discard(data);
  }
}
