package io.berth.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoriesTests {

  @TempDir Path parent;

  @Test
  void aTemporaryFolderBelongsToItsUserAlone() throws IOException {
    Path ours = Directories.ofThisUser(parent, "programs");
    assertThat(permissions(ours)).isEqualTo("rwx------");
    assertThat(Directories.ofThisUser(parent, "programs")).isEqualTo(ours);
  }

  /** Programs are run from it: somebody else's would run as this user. */
  @Test
  void aFolderThatOthersMayWriteToIsNotTaken() throws IOException {
    Path ours = Directories.ofThisUser(parent, "programs");
    Files.setPosixFilePermissions(ours, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path other = Directories.ofThisUser(parent, "programs");
    assertThat(other).isNotEqualTo(ours);
    assertThat(permissions(other)).isEqualTo("rwx------");
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    Path ours = Directories.ofThisUser(parent, "programs");
    Path moved = Files.move(ours, parent.resolve("elsewhere"));
    Files.createSymbolicLink(ours, moved);
    assertThat(Directories.ofThisUser(parent, "programs")).isNotEqualTo(ours);
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
