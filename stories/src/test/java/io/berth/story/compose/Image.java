package io.berth.story.compose;

import io.berth.standalone.drill.SuiteProcess;
import io.berth.standalone.service.Service;
import io.berth.standalone.service.SharedClassPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Builds a service's image without Docker: its layers in one folder, and its command. */
final class Image {

  static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final String JAR = "service.jar";
  private static final Pattern ENTRYPOINT = Pattern.compile("(?m)^ENTRYPOINT (\\[.*])$");
  private static final List<String> LAYERS =
      List.of("dependencies", "spring-boot-loader", "snapshot-dependencies", "application");

  private final Path root;
  private final String service;
  private final String dockerfile;

  Image(Path root, String service) throws IOException {
    this.root = root;
    this.service = service;
    this.dockerfile = Files.readString(root.resolve("Dockerfile"));
  }

  /**
   * Puts the service together in a folder.
   *
   * @return the command that runs it; from the class path where no jar has been packaged since the
   *     sources were compiled
   */
  List<String> build(Path folder) throws IOException, InterruptedException {
    Optional<Path> jar = freshJar();
    List<String> command = new ArrayList<>(entrypoint());
    command.set(0, JAVA.toString());
    // Five on a small machine, for a minute.
    command.addAll(1, List.of("-Xmx192m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    if (jar.isPresent()) {
      extract(jar.get(), folder);
      command.replaceAll(word -> word.equals(JAR) ? folder.resolve(JAR).toString() : word);
    } else {
      command.subList(command.indexOf("-jar"), command.size()).clear();
      Map<String, String> settings = new TreeMap<>();
      Service program = Service.byId(service).orElseThrow();
      SharedClassPath.put(settings, program);
      settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
      command.addAll(List.of("-cp", SuiteProcess.classPath(), program.application().getName()));
    }
    return command;
  }

  private List<String> entrypoint() {
    Matcher entrypoint = ENTRYPOINT.matcher(dockerfile);
    if (!entrypoint.find()) {
      throw new IllegalStateException("the Dockerfile has no ENTRYPOINT");
    }
    return JsonMapper.shared().readValue(entrypoint.group(1), new TypeReference<List<String>>() {});
  }

  private void extract(Path jar, Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path copy = Files.copy(jar, folder.resolve(JAR));
    Process tools =
        new ProcessBuilder(
                JAVA.toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djarmode=tools",
                "-jar",
                copy.toString(),
                "extract",
                "--layers",
                "--destination",
                folder.resolve("extracted").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!tools.waitFor(60, TimeUnit.SECONDS) || tools.exitValue() != 0) {
      throw new IllegalStateException("the layers of " + jar + " cannot be extracted");
    }
    Files.delete(copy);
    for (String layer : LAYERS) {
      if (!dockerfile.contains("/layers/extracted/" + layer + "/ ./")) {
        throw new IllegalStateException("the Dockerfile does not copy " + layer);
      }
      move(folder.resolve("extracted").resolve(layer), folder);
    }
  }

  private static void move(Path layer, Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(layer)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = folder.resolve(layer.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.move(file, target);
      }
    }
  }

  private Optional<Path> freshJar() throws IOException {
    Path target = root.resolve(service).resolve("target");
    try (Stream<Path> files = Files.list(target)) {
      Optional<Path> jar =
          files.filter(file -> file.getFileName().toString().endsWith("-exec.jar")).findFirst();
      return jar.isPresent() && newer(jar.get(), target.resolve("classes"))
          ? jar
          : Optional.empty();
    }
  }

  private static boolean newer(Path jar, Path classes) throws IOException {
    FileTime packaged = Files.getLastModifiedTime(jar);
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.getLastModifiedTime(file).compareTo(packaged) > 0) {
          return false;
        }
      }
    }
    return true;
  }
}
