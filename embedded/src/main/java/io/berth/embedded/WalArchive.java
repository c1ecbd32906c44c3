package io.berth.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Archives the write-ahead log (WAL) of a durable {@link LocalPostgres}: every segment is copied,
 * compressed, to a directory. A script beside the data directory does it; without the script
 * nothing is archived. Archiving ends by itself, rather than fill a disk, when the archive has
 * reached its bound or has been out of reach for 64 segments.
 */
public final class WalArchive {

  private static final String SCRIPT = "archive-wal";
  private static final String ENDED = "archive-ended";

  /** Segments that wait for an archive out of reach before archiving ends: 1 GB. */
  private static final int MAX_WAITING = 64;

  private final Path script;
  private final Path ended;

  private WalArchive(Path dataDirectory) {
    this.script = dataDirectory.resolveSibling(SCRIPT);
    this.ended = dataDirectory.resolveSibling(ENDED);
  }

  /**
   * @param dataDirectory the server's
   */
  public static WalArchive of(Path dataDirectory) {
    return new WalArchive(dataDirectory.toAbsolutePath().normalize());
  }

  /** Settings that each start needs, since a running server cannot begin to archive. */
  static Map<String, String> settings(Path dataDirectory) {
    String script = Shell.quote(of(dataDirectory).script.toString()).replace("%", "%%");
    return Map.of(
        "archive_mode",
        "on",
        "archive_command",
        Shell.quote("test ! -x " + script + " || " + script + " %p %f"));
  }

  /**
   * Archives to a directory from now on.
   *
   * @param segments where segments go; its parent gets a file {@code ended} when archiving ends
   * @param maxBytes size of {@code segments} at which archiving ends
   */
  public void begin(Path segments, long maxBytes) throws IOException {
    Files.deleteIfExists(ended);
    Path fresh = script.resolveSibling(SCRIPT + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(fresh, text(segments.toAbsolutePath().normalize(), maxBytes >> 10));
    Files.move(fresh, script, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Archives nothing any more. */
  public void end() throws IOException {
    Files.deleteIfExists(script);
    Files.deleteIfExists(ended);
  }

  /** Returns whether segments are archived to this directory. */
  public boolean goesTo(Path segments) throws IOException {
    return Files.isExecutable(script)
        && Files.readString(script).contains(wal(segments.toAbsolutePath().normalize()));
  }

  /** Returns why archiving has ended by itself; empty where it has not. */
  public Optional<String> problem() throws IOException {
    return Files.exists(ended, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(Files.readString(ended).strip())
        : Optional.empty();
  }

  private static String wal(Path segments) {
    return "wal=" + Shell.quote(segments.toString()) + "\n";
  }

  private String text(Path segments, long maxKilobytes) {
    return """
        #!/bin/sh
        # Copies a segment of PostgreSQL's log to a backup's archive. Made by ./berth backup.
        umask 077
        """
        + wal(segments)
        + "backup="
        + Shell.quote(Objects.requireNonNull(segments.getParent()).toString())
        + "\nscript="
        + Shell.quote(script.toString())
        + "\nended="
        + Shell.quote(ended.toString())
        + "\nmax="
        + maxKilobytes
        + "\nmax_waiting="
        + MAX_WAITING
        + """

        end() {
          message="$(date -u +%Y-%m-%dT%H:%M:%SZ): $1"
          echo "$message" >"$ended.new" && mv "$ended.new" "$ended"
          rm -f "$script"
          echo "$message" >"$backup/ended.new" && mv "$backup/ended.new" "$backup/ended"
          exit 0
        }
        if [ -d "$wal" ]; then
          used=$(du -sk "$wal" | cut -f1)
          [ "$used" -lt "$max" ] || end "the archive $wal is full: it has $used of $max KB"
          if gzip -1 -c "$1" >"$wal/$2.part"; then
            sync "$wal/$2.part" || sync
            mv "$wal/$2.part" "$wal/$2.gz" && { sync "$wal" || sync; } && exit 0
          fi
          rm -f "$wal/$2.part"
        fi
        waiting=$(ls pg_wal/archive_status | grep -c '[.]ready$')
        [ "$waiting" -lt "$max_waiting" ] || end "the archive $wal cannot be written"
        exit 1
        """;
  }
}
