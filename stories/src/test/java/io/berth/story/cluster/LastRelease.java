package io.berth.story.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The commit of the last released version, as {@code CHANGELOG.md} names it. */
record LastRelease(String version, String commit) {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern SECTION =
      Pattern.compile("(?m)^## \\[(\\d[^]]*)].*\\n\\n.*commit `([0-9a-f]{7,40})`");
  private static final int BUILD_LIMIT_MINUTES = 20;

  /** Returns the last release; empty if there is none, or the clone lacks its commit. */
  static Optional<LastRelease> find() throws Exception {
    Matcher section = SECTION.matcher(Files.readString(ROOT.resolve("CHANGELOG.md")));
    if (!section.find()) {
      return Optional.empty();
    }
    LastRelease release = new LastRelease(section.group(1), section.group(2));
    return run(ROOT, "git", "cat-file", "-e", release.commit + "^{commit}") == 0
        ? Optional.of(release)
        : Optional.empty();
  }

  /** Builds it in a clone of its own, without tests. */
  Version build(Path directory) throws Exception {
    require(ROOT, "git", "clone", "-q", "--shared", "--no-checkout", ".", directory.toString());
    require(directory, "git", "checkout", "-q", commit);
    require(
        directory,
        "./mvnw",
        "-q",
        "-B",
        "-ntp",
        "-Drevision=" + version,
        "-Dmaven.test.skip=true",
        "-Dspotless.check.skip=true",
        "-Dspring-boot.repackage.skip=true",
        "-pl",
        "standalone",
        "-am",
        "package");
    List<Path> jars = new ArrayList<>(jars(directory.resolve("standalone/target")));
    jars.addAll(jars(directory.resolve("standalone/target/lib")));
    return Version.of(version, jars);
  }

  private static List<Path> jars(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static void require(Path directory, String... command) throws Exception {
    if (run(directory, command) != 0) {
      throw new AssertionError(String.join(" ", command) + " fails in " + directory);
    }
  }

  private static int run(Path directory, String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (!process.waitFor(BUILD_LIMIT_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(String.join(" ", command) + " does not end");
    }
    return process.exitValue();
  }
}
