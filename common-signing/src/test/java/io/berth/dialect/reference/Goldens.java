package io.berth.dialect.reference;

import io.berth.dialect.Dialect;
import io.berth.dialect.api.Endpoint;
import io.berth.dialect.contract.GoldenFile;
import io.berth.dialect.contract.HttpText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a dialect's golden files, of all its sets of endpoints. */
record Goldens(Dialect dialect, List<Path> folders) {

  private static final Pattern APP =
      Pattern.compile("(?i)\\b(?:app[-_]?id|client_id)(?:: |=)([\\w.]+)");

  /**
   * A golden request and its answer.
   *
   * @param text the request as the golden file writes it
   * @param isRead whether the endpoint makes a command of the request
   * @param isSuccess whether the command is carried out
   */
  record Exchange(
      String name,
      String text,
      HttpText request,
      HttpText answer,
      boolean isRead,
      boolean isSuccess) {

    String method() {
      return request.firstLine().substring(0, request.firstLine().indexOf(' '));
    }

    /** Path and query. */
    String target() {
      return request.firstLine().substring(request.firstLine().indexOf(' ') + 1);
    }
  }

  static Goldens of(Dialect dialect, Path root) {
    return new Goldens(
        dialect,
        list(root).stream()
            .filter(path -> path.getFileName().toString().matches(dialect.id() + "(-.*)?"))
            .toList());
  }

  /** The exchanges of an endpoint, the plain valid ones first, a server's before a front end's. */
  List<Exchange> exchanges(Endpoint endpoint) {
    return folders.stream()
        .map(folder -> folder.resolve("endpoints").resolve(endpoint.name()))
        .filter(Files::isDirectory)
        .flatMap(folder -> list(folder).stream())
        .filter(Files::isRegularFile)
        .sorted(
            Comparator.comparing((Path file) -> !name(file).equals("valid"))
                .thenComparing(file -> !name(file).startsWith("valid")))
        .map(Goldens::exchange)
        .toList();
  }

  private static Exchange exchange(Path file) {
    GoldenFile golden = GoldenFile.read(file);
    return new Exchange(
        name(file),
        golden.section("request"),
        HttpText.parse(golden.section("request")),
        HttpText.parse(golden.section("answer")),
        golden.has("command"),
        golden.has("outcome") && !golden.section("outcome").contains("\"Refusal\""));
  }

  /** The id of the app that requests, else callbacks, are of. */
  String app() {
    Stream<String> requests =
        dialect.api().endpoints().stream()
            .flatMap(it -> exchanges(it).stream())
            .map(Exchange::text);
    Stream<String> callbacks =
        cases("callback")
            .filter(golden -> golden.has("callback"))
            .map(golden -> golden.section("callback"));
    return Stream.concat(requests, callbacks)
        .map(APP::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .findFirst()
        .orElseThrow();
  }

  /** Answers that refuse, as objects and lists. */
  List<String> refusals() {
    return cases("codes")
        .filter(golden -> !golden.section("causes").isEmpty())
        .flatMap(golden -> Stream.of("object", "list").filter(golden::has).map(golden::section))
        .toList();
  }

  /** The callbacks, that of a paid order first. */
  List<HttpText> callbacks() {
    return cases("callback")
        .filter(golden -> golden.has("callback"))
        .sorted(Comparator.comparing(golden -> !name(golden.path()).equals("paid")))
        .map(golden -> HttpText.parse(golden.section("callback")))
        .toList();
  }

  private Stream<GoldenFile> cases(String kind) {
    return folders.stream()
        .map(folder -> folder.resolve(kind))
        .filter(Files::isDirectory)
        .flatMap(folder -> list(folder).stream())
        .map(GoldenFile::read);
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".golden", "");
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
