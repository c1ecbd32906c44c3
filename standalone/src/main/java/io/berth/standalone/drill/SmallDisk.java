package io.berth.standalone.drill;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of a few hundred megabytes in memory, which only root may mount. */
final class SmallDisk {

  private static final String SIZE = "800m";
  private static final int BLOCK = 64 * 1024;

  private final Path directory;

  private SmallDisk(Path directory) {
    this.directory = directory;
  }

  /**
   * Mounts a file system at a directory.
   *
   * @throws IOException if that is not allowed here, saying why
   */
  static SmallDisk mount(Path directory) throws IOException {
    run("mount", "-t", "tmpfs", "-o", "size=" + SIZE + ",mode=700", "tmpfs", directory.toString());
    return new SmallDisk(directory);
  }

  /** Writes a file until nothing fits any more, not even a byte. */
  void fill() throws IOException {
    try (OutputStream file = Files.newOutputStream(filler())) {
      for (int block = BLOCK; block > 0; block /= 2) {
        fill(file, new byte[block]);
      }
    } catch (IOException full) {
      // At its end, too.
    }
  }

  private static void fill(OutputStream file, byte[] block) {
    try {
      while (true) {
        file.write(block);
      }
    } catch (IOException full) {
      // A smaller block may still fit.
    }
  }

  void free() throws IOException {
    Files.delete(filler());
  }

  private Path filler() {
    return directory.resolve("filler");
  }

  private static void run(String... command) throws IOException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String words =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new IOException(words.lines().findFirst().orElse(command[0] + " fails"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Unmounts it; what is on it is gone. */
  void close() throws IOException {
    run("umount", "--lazy", directory.toString());
  }
}
