package io.berth.standalone.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.embedded.PostgresAdmin;
import io.berth.standalone.cli.Progress;
import io.berth.standalone.cli.UserError;
import io.berth.standalone.data.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupDirectoryTests {

  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

  @TempDir Path directory;

  @Test
  void keepsTheNewestBackupsAndTheLogThatTheyNeed() throws IOException {
    BackupDirectory backups = new BackupDirectory(directory.resolve("backup"));
    backups.lock().close();
    Path wal = backups.newWal(NOON);
    for (int segment = 1; segment <= 6; segment++) {
      Files.createFile(wal.resolve("00000001000000000000000" + segment + ".gz"));
    }
    Path first = finished(wal, 1, 2);
    Path second = finished(wal, 2, 4);
    Path unfinished = BackupDirectory.newBase(wal, NOON.plusSeconds(3));
    Path third = finished(wal, 4, 5);

    backups.prune(2);

    assertThat(backups.backups()).extracting(Backup::directory).containsExactly(second, third);
    assertThat(first).doesNotExist();
    assertThat(unfinished).doesNotExist();
    assertThat(wal)
        .isDirectoryNotContaining("glob:**3.gz")
        .isDirectoryContaining("glob:**4.gz")
        .isDirectoryContaining("glob:**6.gz");

    Path next = backups.newWal(NOON.plusSeconds(10));
    Path alone = finished(next, 11, 7);
    backups.prune(1);
    assertThat(backups.backups()).extracting(Backup::directory).containsExactly(alone);
    assertThat(wal.getParent()).doesNotExist();
  }

  @Test
  void oneBackupWritesAtATime() throws IOException {
    BackupDirectory backups = new BackupDirectory(directory);
    try (var held = backups.lock()) {
      assertThat(held.isOpen()).isTrue();
      assertThatThrownBy(backups::lock).isInstanceOf(UserError.class);
    }
    backups.lock().close();
  }

  @Test
  void leavesNothingOfBackupsThatFailed() throws IOException {
    BackupDirectory backups = new BackupDirectory(directory.resolve("backup"));
    backups.lock().close();
    Path killed = BackupDirectory.newBase(backups.newWal(NOON), NOON);
    BackupCommand.Options options = new BackupCommand.Options(backups.root(), 64L << 20, 2);
    PostgresAdmin nobody = new PostgresAdmin("127.0.0.1", 1, "postgres", "");
    try (DataDirectory data = DataDirectory.open(directory.resolve("data"), false)) {
      Files.createDirectories(data.postgres().resolve("base"));
      assertThatThrownBy(() -> BackupCommand.run(data, nobody, options, new Progress(System.out)))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith("The backup failed");
    }
    assertThat(killed).doesNotExist();
    assertThat(backups.wals())
        .singleElement()
        .satisfies(wal -> assertThat(wal.getParent()).isDirectoryNotContaining("glob:**/base-*"));
  }

  @Test
  void replacesNoDataUnasked() throws IOException {
    BackupDirectory backups = new BackupDirectory(directory.resolve("backup"));
    backups.lock().close();
    finished(backups.newWal(NOON), 1, 1);
    Path root = directory.resolve("data");
    try (DataDirectory data = DataDirectory.open(root, false)) {
      Files.createDirectory(PendingRestore.postgres(PendingRestore.begin(data)));
      // A restore that was killed before its data was in place.
      PendingRestore.decide(data);
    }
    assertThatThrownBy(
            () ->
                RestoreCommand.run(
                    new RestoreCommand.Options(backups.root(), null, root, false),
                    new Progress(System.out)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("holds data; --replace");
    assertThat(root.resolve("postgres")).exists();
  }

  @Test
  void readsMomentsWithAndWithoutAZone() {
    ZoneId shanghai = ZoneId.of("Asia/Shanghai");
    assertThat(Moment.parse("2026-11-30T12:00:00Z", shanghai)).isEqualTo(NOON);
    assertThat(Moment.parse("2026-11-30 20:00:00", shanghai)).isEqualTo(NOON);
    assertThat(Moment.parse("2026-11-30T14:00+02:00", shanghai)).isEqualTo(NOON);
    assertThatThrownBy(() -> Moment.parse("noon", shanghai))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("--at needs a time such as");
  }

  /** Every state that a crash can leave ends with the restored data in place. */
  @Test
  void completesARestoreThatWasInterruptedAnywhere() throws IOException {
    for (int step = 0; step < 4; step++) {
      Path root = directory.resolve("data" + step);
      try (DataDirectory data = DataDirectory.open(root, false)) {
        Files.writeString(Files.createDirectory(data.postgres()).resolve("what"), "former");
        Files.writeString(data.settings(), "former");
        Path preparing = PendingRestore.begin(data);
        assertThat(preparing).satisfies(BackupDirectoryTests::isOwnerOnly);
        Files.writeString(
            Files.createDirectory(PendingRestore.postgres(preparing)).resolve("what"), "restored");
        Files.writeString(PendingRestore.settings(preparing), "restored");
        PendingRestore.complete(data);
        assertThat(data.postgres().resolve("what")).as("not decided").hasContent("former");

        PendingRestore.decide(data);
        Path decided = root.resolve("restored");
        Path replaced = PendingRestore.replaced(data).resolve("postgres");
        if (step > 0) {
          Files.move(
              data.postgres(), Files.createDirectories(replaced.getParent()).resolve("postgres"));
        }
        if (step > 1) {
          Files.move(decided.resolve("postgres"), data.postgres());
        }
        if (step > 2) {
          Files.delete(data.settings());
          Files.move(decided.resolve("settings.json"), data.settings());
        }
        PendingRestore.complete(data);

        if (step == 0) {
          assertThat(replaced.getParent()).satisfies(BackupDirectoryTests::isOwnerOnly);
        }
        assertThat(data.postgres().resolve("what")).hasContent("restored");
        assertThat(data.settings()).hasContent("restored");
        assertThat(replaced.resolve("what")).hasContent("former");
        assertThat(decided).doesNotExist();
      }
    }
  }

  private static void isOwnerOnly(Path directory) throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
  }

  private static Path finished(Path wal, int second, int firstSegment) throws IOException {
    Instant at = NOON.plusSeconds(second);
    Path base = BackupDirectory.newBase(wal, at);
    Backup backup = new Backup(base, new Backup.About("/data", at, at, 1));
    Files.writeString(
        Files.createDirectory(backup.postgres()).resolve("backup_label"),
        "START WAL LOCATION: 0/2000028 (file 00000001000000000000000" + firstSegment + ")\n");
    Files.writeString(backup.aboutFile(), backup.aboutText());
    return base;
  }
}
