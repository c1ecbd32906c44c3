package io.berth.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Comparator;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Directories that servers keep their data in. */
final class Directories {

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private Directories() {}

  static Path temporary(String prefix) {
    try {
      return Files.createTempDirectory(prefix);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A temporary directory that stays and belongs to this user alone: nobody else can read it, and
   * none that somebody else has put there is taken.
   */
  static Path ofThisUser(String prefix) {
    return ofThisUser(Path.of(System.getProperty("java.io.tmpdir")), prefix);
  }

  static Path ofThisUser(Path parent, String prefix) {
    Path directory = parent.resolve(prefix + "-" + System.getProperty("user.name"));
    try {
      try {
        return Files.createDirectory(directory, OWNER_ONLY);
      } catch (FileAlreadyExistsException present) {
        return isOurs(directory) ? directory : Files.createTempDirectory(parent, prefix);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A link might lead anywhere; what others could write to may have been written to. */
  private static boolean isOurs(Path directory) throws IOException {
    PosixFileAttributes found =
        Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    UserPrincipal self;
    Path probe = Files.createTempFile("berth", null);
    try {
      self = Files.getOwner(probe);
    } finally {
      Files.delete(probe);
    }
    return found.isDirectory()
        && found.owner().equals(self)
        && found.permissions().equals(PosixFilePermissions.fromString("rwx------"));
  }

  static void deleteParent(Path directory) {
    delete(Objects.requireNonNull(directory.getParent()));
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(Directories::deleteFile);
    } catch (NoSuchFileException gone) {
      // Nothing left to delete.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteFile(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
