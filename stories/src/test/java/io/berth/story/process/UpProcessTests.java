package io.berth.story.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.standalone.drill.CrashDrill;
import io.berth.standalone.drill.SuiteProcess;
import io.berth.standalone.launcher.SuiteControl;
import io.berth.standalone.service.Service;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./berth up} as a process. */
@Timeout(900)
class UpProcessTests {

  @TempDir Path directory;

  /** The same each time where there is a seed. */
  private final Random moments = new Random(Long.getLong("drill.seed", System.nanoTime()));

  private Path data() {
    return directory.resolve("data");
  }

  private static String failure(List<String> words) throws InterruptedException {
    try (SuiteProcess process = SuiteProcess.run(words)) {
      assertThat(process.awaitExit()).as(() -> process.lines().toString()).isEqualTo(1);
      List<String> complaints =
          process.lines().stream().filter(line -> line.startsWith("berth: ")).toList();
      assertThat(complaints).hasSize(1);
      return complaints.getFirst();
    }
  }

  @Test
  void aTakenPortIsOneLineAndNothingStarts() throws Exception {
    int port = Service.freeGatewayPort();
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port + 2));
      assertThat(
              failure(List.of("up", "--data", data().toString(), "--port", Integer.toString(port))))
          .contains("Port " + (port + 2) + " (for pay-service) is taken");
    }
    assertThat(data().resolve("postgres")).doesNotExist();
  }

  @Test
  void aBrokenBootstrapFileIsNamedWithLineAndFieldAndNothingStarts() throws Exception {
    Path file = Files.writeString(directory.resolve("broken.yaml"), "users:\n  - login: nobody\n");
    assertThat(failure(List.of("up", "--data", data().toString(), "--bootstrap", file.toString())))
        .contains("broken.yaml:2: users[0].login must be an email address");
    assertThat(data()).doesNotExist();
  }

  @Test
  void dataThatCannotBeWrittenIsOneLine() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "");
    assertThat(failure(List.of("up", "--data", file.toString())))
        .contains("Cannot keep data in " + file);
  }

  @Test
  void aServerThatDoesNotStartIsOneLineAlthoughServicesAlreadyWaitForIt() throws Exception {
    Files.createDirectories(data());
    Files.writeString(data().resolve("kafka"), "not a directory");
    String port = Integer.toString(Service.freeGatewayPort());
    assertThat(failure(List.of("up", "--data", data().toString(), "--port", port, "--no-demo")))
        .contains("No available log directories to format. (logs: " + data().resolve("logs"));
    assertThat(data().resolve("postgres/PG_VERSION")).exists();
    assertThat(data().resolve("postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  void unknownFlagsAndCommandsAreOneLine() throws Exception {
    assertThat(failure(List.of("up", "--prot", "8081"))).contains("Unknown flag --prot");
    assertThat(failure(List.of("up", "--port", "many"))).contains("--port needs a number");
    assertThat(failure(List.of("pu"))).contains("Unknown command pu");
  }

  /** The suite takes long to start: one story for all that a life holds. */
  @Test
  void survivesKillsServesOneSuitePerDirectoryLosesNothingAndEndsCleanly() throws Exception {
    int port = Service.freeGatewayPort();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream transcript = new PrintStream(said, true, StandardCharsets.UTF_8);
    try (CrashDrill drill = new CrashDrill(port, directory, transcript)) {
      try (SuiteProcess first = drill.start()) {
        assertThat(failure(List.of("up", "--data", data().toString(), "--port", "18080")))
            .contains("Berth is already running on " + data())
            .contains("http://localhost:" + port);
        try (OneAddress attacker = new OneAddress(port)) {
          attacker.attacks();
        }
        drill.kill(first, 1, someLoad());
      }
      assertOwnerOnly();
      try (SuiteProcess second = drill.start()) {
        assertThat(drill.verify(1)).as(said::toString).isTrue();
        drill.kill(second, 2, someLoad());
      }
      try (SuiteProcess third = drill.start()) {
        assertThat(drill.verify(2)).as(said::toString).isTrue();
        noticesWhatIsLostAndWhatIsDoubled(drill, said);
        assertThat(third.stop()).isZero();
        assertThat(third.lines()).last().isEqualTo("Stopped.");
      }
    }
    assertThat(data().resolve("running.json")).doesNotExist();
    assertThat(data().resolve("postgres/postmaster.pid")).doesNotExist();
  }

  /** A checker that finds nothing wrong proves nothing unless it finds what is. */
  private void noticesWhatIsLostAndWhatIsDoubled(CrashDrill drill, ByteArrayOutputStream said)
      throws SQLException, InterruptedException {
    for (String payout : List.of("lost", "doubled", "called_twice", "not_called")) {
      if (payout.equals("not_called")) {
        drill.callbacks().refuse(payout);
      }
      assertThat(drill.payOut(payout)).isTrue();
    }
    await().until(() -> drill.callbacks().hasRefused("not_called"));
    await().until(() -> drill.callbacks().acknowledged("called_twice").size() == 1);
    Sabotage sabotage = new Sabotage(SuiteControl.postgres(data()));
    sabotage.losePayout("lost");
    sabotage.doublePayout("doubled");
    sabotage.loseCallback("not_called");
    drill.callbacks().accept("not_called");
    sabotage.repeatCallback("called_twice");
    await().until(() -> drill.callbacks().acknowledged("called_twice").size() == 2);
    said.reset();
    assertThat(drill.verify(3, Duration.ofSeconds(2))).isFalse();
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("acknowledged, but gone: lost")
        .contains("entries are doubled: ")
        .contains("not called back within PT2S: Payout[tradeNo=not_called")
        .contains("called back 2 times: called_twice")
        .doesNotContain("differs", "sum to zero");
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(2));
  }

  private Duration someLoad() {
    return Duration.ofMillis(moments.nextInt(300, 6_000));
  }

  private void assertOwnerOnly() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data())))
        .isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(data())) {
      assertThat(files.filter(file -> file.toString().endsWith(".json")))
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }
}
