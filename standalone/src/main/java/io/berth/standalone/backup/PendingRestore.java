package io.berth.standalone.backup;

import io.berth.embedded.LocalPostgres;
import io.berth.embedded.WalArchive;
import io.berth.standalone.cli.FailureMessages;
import io.berth.standalone.cli.UserError;
import io.berth.standalone.data.DataDirectory;
import io.berth.standalone.data.FileTrees;
import io.berth.standalone.data.OwnerOnlyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A restored data directory that waits to take the place of the present one. It is prepared under
 * another name; the rename to {@code restored} decides, and {@link #complete} does the rest,
 * however often a crash interrupts it.
 */
public final class PendingRestore {

  private static final String PREPARING = "restoring";
  private static final String DECIDED = "restored";
  private static final String REPLACED = "replaced";

  private PendingRestore() {}

  /**
   * Returns the directory to prepare in, empty and readable by its owner only. The server of a
   * restore that was killed in it is stopped.
   */
  static Path begin(DataDirectory data) throws IOException {
    Path preparing = data.root().resolve(PREPARING);
    LocalPostgres.stopOrphan(postgres(preparing));
    FileTrees.delete(preparing);
    return OwnerOnlyFiles.directory(preparing);
  }

  static Path postgres(Path preparing) {
    return preparing.resolve("postgres");
  }

  static Path settings(Path preparing) {
    return preparing.resolve("settings.json");
  }

  static Path keys(Path preparing) {
    return preparing.resolve("keys.json");
  }

  /** From here on the restore takes place. */
  static void decide(DataDirectory data) throws IOException {
    Files.move(
        data.root().resolve(PREPARING),
        data.root().resolve(DECIDED),
        StandardCopyOption.ATOMIC_MOVE);
  }

  /** Directory that a restore has moved the former data to. */
  static Path replaced(DataDirectory data) {
    return data.root().resolve(REPLACED);
  }

  /**
   * Puts a restored directory that was decided on in its place; does nothing where there is none.
   * The caller has locked the data directory.
   *
   * @throws UserError if files cannot be moved
   */
  public static void complete(DataDirectory data) {
    Path decided = data.root().resolve(DECIDED);
    if (!Files.exists(decided)) {
      return;
    }
    try {
      // Archiving belonged to the former data; the next backup begins it anew.
      WalArchive.of(data.postgres()).end();
      if (Files.exists(postgres(decided))) {
        if (Files.exists(data.postgres())) {
          FileTrees.delete(replaced(data));
          OwnerOnlyFiles.directory(replaced(data));
          move(data.postgres(), postgres(replaced(data)));
        }
        move(postgres(decided), data.postgres());
      }
      if (Files.exists(settings(decided))) {
        move(settings(decided), data.settings());
      }
      if (Files.exists(keys(decided))) {
        move(keys(decided), data.keys());
      }
      FileTrees.delete(decided);
    } catch (IOException e) {
      throw new UserError("A restore cannot be completed: " + FailureMessages.reason(e));
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
