package io.berth.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresRecoveryIntegrationTests {

  private static final String PASSWORD = "a-password";

  @TempDir Path directory;

  private Path data;
  private Path segments;
  private Path base;

  @Test
  void recoversEveryMomentSinceTheBackupAndNoneBeyondTheArchive() throws Exception {
    // Whatever a path may hold, a shell reads it as it is.
    Path folder = Files.createDirectory(directory.resolve("it's 100% here"));
    data = folder.resolve("postgres");
    segments = Files.createDirectories(folder.resolve("backup/wal"));
    base = folder.resolve("backup/base");
    Instant moment;
    try (LocalPostgres postgres = LocalPostgres.durable(data, 0, PASSWORD)) {
      execute(postgres.admin(), "create table notes (text text)");
      WalArchive.of(data).begin(segments, 1L << 30);
      BaseBackup.Copy copy = BaseBackup.take(postgres.admin(), segments, base);
      assertThat(copy.bytes()).isGreaterThan(1 << 20);
      assertOwnerOnly();
      execute(postgres.admin(), "insert into notes values ('kept')");
      moment = now(postgres.admin());
      assertThat(moment).isAfterOrEqualTo(copy.finishedAt());
      execute(postgres.admin(), "insert into notes values ('later')");
    }

    assertThat(recovered("at", moment)).containsExactly("kept");
    assertThat(recovered("latest", null)).containsExactly("kept", "later");
    assertThatThrownBy(() -> recovered("beyond", Instant.now().plusSeconds(60)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("recovery ended before configured recovery target was reached");
    Files.writeString(lastSegment(), "damaged");
    assertThatThrownBy(() -> recovered("damaged", null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("could not restore file");
    try (LocalPostgres postgres = LocalPostgres.durable(folder.resolve("at"), 0, PASSWORD)) {
      assertThat(notes(postgres.admin())).containsExactly("kept");
    }
  }

  @Test
  void endsAnArchiveThatIsFullOrGoneInsteadOfFillingTheDisk() throws Exception {
    data = directory.resolve("postgres");
    segments = Files.createDirectories(directory.resolve("backup/wal"));
    base = directory.resolve("backup/base");
    WalArchive archive = WalArchive.of(data);
    try (LocalPostgres postgres = LocalPostgres.durable(data, 0, PASSWORD)) {
      assertThat(text(postgres.admin(), "show archive_timeout")).isEqualTo("0");
      archive.begin(segments, 1L << 30);
      BaseBackup.take(postgres.admin(), segments, base);
      assertThat(text(postgres.admin(), "show archive_timeout")).isEqualTo("1min");
      assertThat(archive.goesTo(segments)).isTrue();
      assertThat(archive.problem()).isEmpty();

      // One more segment has room, not the last one of a copy.
      archive.begin(segments, (kilobytes(segments) + 1) << 10);
      assertThatThrownBy(
              () -> BaseBackup.take(postgres.admin(), segments, base.resolveSibling("second")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("archiving to " + segments + " ended during the copy");
      assertThat(segments.resolveSibling("ended"))
          .satisfies(file -> awaitExists(file))
          .content()
          .contains("is full");
      assertThat(archive.problem().orElseThrow()).contains(segments + " is full");
      assertThat(archive.goesTo(segments)).isFalse();
      execute(postgres.admin(), "create table later (number int)");
      assertThat(text(postgres.admin(), "select failed_count from pg_stat_archiver"))
          .isEqualTo("0");
    }
  }

  private Path lastSegment() throws IOException {
    try (Stream<Path> files = Files.list(segments)) {
      return files
          .filter(file -> file.getFileName().toString().matches("[0-9A-F]{24}\\.gz"))
          .sorted()
          .reduce(segments, (_, file) -> file);
    }
  }

  private static long kilobytes(Path directory) throws IOException {
    try (BufferedReader used =
        new ProcessBuilder("du", "-sk", directory.toString()).start().inputReader()) {
      return Long.parseLong(used.readLine().split("\t")[0]);
    }
  }

  private List<String> recovered(String name, @Nullable Instant at) throws Exception {
    List<String> notes = new ArrayList<>();
    PostgresRecovery.recover(
        new PostgresRecovery.Source(base, PASSWORD, segments, null),
        base.resolveSibling("../" + name).normalize(),
        at,
        admin -> notes.addAll(notes(admin)));
    return notes;
  }

  private void assertOwnerOnly() throws IOException {
    try (Stream<Path> files = Files.walk(base)) {
      assertThat(files)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .endsWith("------"));
    }
  }

  private static void awaitExists(Path file) {
    Instant deadline = Instant.now().plusSeconds(60);
    while (!Files.exists(file) && Instant.now().isBefore(deadline)) {
      Thread.onSpinWait();
    }
  }

  private static void execute(PostgresAdmin admin, String sql) throws SQLException {
    try (Connection connection = admin.connect("postgres")) {
      connection.createStatement().execute(sql);
    }
  }

  private static String text(PostgresAdmin admin, String sql) throws SQLException {
    try (Connection connection = admin.connect("postgres")) {
      return BaseBackup.text(connection, sql);
    }
  }

  private static Instant now(PostgresAdmin admin) throws SQLException {
    try (Connection connection = admin.connect("postgres")) {
      ResultSet rows = connection.createStatement().executeQuery("select clock_timestamp()");
      rows.next();
      return rows.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  private static List<String> notes(PostgresAdmin admin) throws SQLException {
    List<String> notes = new ArrayList<>();
    try (Connection connection = admin.connect("postgres")) {
      ResultSet rows =
          connection.createStatement().executeQuery("select text from notes order by text");
      while (rows.next()) {
        notes.add(rows.getString(1));
      }
    }
    return notes;
  }
}
