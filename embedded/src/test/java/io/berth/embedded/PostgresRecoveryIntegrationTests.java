package io.berth.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
      archive.begin(segments, 1L << 30);
      BaseBackup.take(postgres.admin(), segments, base);
      assertThat(archive.goesTo(segments)).isTrue();
      assertThat(archive.problem()).isEmpty();

      archive.begin(segments, 1024);
      execute(postgres.admin(), "select pg_create_restore_point('one'), pg_switch_wal()");
      assertThat(segments.resolveSibling("ended"))
          .satisfies(file -> awaitExists(file))
          .content()
          .contains("is full");
      assertThat(archive.problem().orElseThrow()).contains(segments + " is full");
      assertThat(archive.goesTo(segments)).isFalse();
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
