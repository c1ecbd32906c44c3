package io.berth.dialect.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.dialect.Api.WireCode;
import io.berth.dialect.Dialect;
import io.berth.dialect.api.Endpoint;
import io.berth.dialect.page.Pages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/**
 * Holds a dialect to its golden files, and its golden files to completeness: what a dialect lists
 * and no file shows fails. A further set of endpoints, with names like {@code first/login/do}, has
 * a folder of its own: {@code ones-first}.
 */
public final class DialectContract {
  private static final String SUFFIX = ".golden";

  private final GoldenWorld world;

  private DialectContract(Dialect dialect, Path folder, List<Endpoint> endpoints) {
    this.world = GoldenWorld.read(dialect, folder, endpoints);
  }

  /**
   * The tests of a dialect: of its own folder, and of each further set of endpoints.
   *
   * @param golden has the folders
   */
  public static Stream<DynamicNode> tests(Dialect dialect, Path golden) {
    List<Endpoint> others = new ArrayList<>(dialect.api().endpoints());
    List<DynamicNode> tests = new ArrayList<>();
    for (Path folder : furtherFolders(dialect, golden)) {
      String set = folder.getFileName().toString().substring(dialect.id().length() + 1) + '/';
      List<Endpoint> ofSet = others.stream().filter(it -> it.name().startsWith(set)).toList();
      others.removeAll(ofSet);
      tests.add(new DialectContract(dialect, folder, ofSet).tests());
    }
    tests.add(new DialectContract(dialect, golden.resolve(dialect.id()), others).tests());
    return tests.stream();
  }

  private static List<Path> furtherFolders(Dialect dialect, Path golden) {
    try (Stream<Path> folders = Files.list(golden)) {
      return folders
          .filter(folder -> folder.getFileName().toString().startsWith(dialect.id() + '-'))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private DynamicNode tests() {
    List<DynamicNode> cases = files().stream().map(this::test).toList();
    List<DynamicNode> wanted =
        wanted().stream()
            .map(name -> (DynamicNode) dynamicTest(name, () -> assertThat(file(name)).exists()))
            .toList();
    return dynamicContainer(
        world.folder().getFileName().toString(),
        Stream.of(
            dynamicContainer("says", cases),
            dynamicContainer("has a file for", wanted),
            dynamicContainer("reads what it declares", parameters()),
            dynamicContainer("accepts what it signs", signed()),
            dynamicTest("every path is requested", this::everyPathIsRequested),
            dynamicTest("causes of all codes are all error codes", this::causesAreComplete)));
  }

  private List<DynamicNode> parameters() {
    return ofValidRequests(
        (endpoint, caller, valid) -> new ParameterCase(world, endpoint, caller, valid).run());
  }

  private List<DynamicNode> signed() {
    return ofValidRequests(
        (endpoint, caller, valid) -> new SigningCase(world, endpoint, caller, valid).run());
  }

  /** A check of the golden request of an endpoint's caller. */
  private interface ValidRequestCheck {
    void run(Endpoint endpoint, Caller.Kind caller, RequestCase valid);
  }

  private List<DynamicNode> ofValidRequests(ValidRequestCheck check) {
    List<DynamicNode> tests = new ArrayList<>();
    for (Endpoint endpoint : world.endpoints()) {
      for (Caller.Kind caller : Caller.Kind.values()) {
        if (endpoint.callers().contains(caller)) {
          String file = caller == Caller.Kind.SERVER ? "valid" : "valid-client";
          tests.add(ofValidRequest(endpoint, caller, file, check));
        }
      }
      if (endpoint.callers().isEmpty()) {
        tests.add(ofValidRequest(endpoint, Caller.Kind.CLIENT, "valid", check));
      }
    }
    return tests;
  }

  private DynamicNode ofValidRequest(
      Endpoint endpoint, Caller.Kind caller, String file, ValidRequestCheck check) {
    return dynamicTest(
        endpoint.name() + " " + caller,
        () -> {
          GoldenFile golden = GoldenFile.read(file("endpoints/" + endpoint.name() + "/" + file));
          check.run(endpoint, caller, new RequestCase(world, golden));
        });
  }

  private DynamicNode test(Path path) {
    String name = world.folder().relativize(path).toString().replace(SUFFIX, "");
    return dynamicTest(name, path.toUri(), () -> run(GoldenFile.read(path)));
  }

  private void run(GoldenFile golden) {
    switch (golden.sections().keySet().iterator().next()) {
      case "request" -> new RequestCase(world, golden).run();
      case "causes" -> new CodeCase(world, golden).run();
      case "login-link", "order", "visit" -> new PageCase(world, golden).run();
      case "event", "judged", "schedule" -> new CallbackCase(world, golden).run();
      case "game-page", "pay", "resources" -> new GameCase(world, golden).run();
      case "settings", "cors-allowed" -> new DeclarationCase(world, golden).run();
      case String first -> throw new AssertionError("no case begins with " + first);
    }
  }

  private List<String> wanted() {
    List<String> wanted = new ArrayList<>();
    for (Endpoint endpoint : world.endpoints()) {
      String name = "endpoints/" + endpoint.name() + "/";
      if (endpoint.callers().contains(Caller.Kind.SERVER)) {
        wanted.addAll(List.of(name + "valid", name + "tampered", name + "stale"));
      }
      if (endpoint.callers().contains(Caller.Kind.CLIENT)) {
        wanted.addAll(List.of(name + "valid-client", name + "stale-client"));
      }
      if (endpoint.callers().isEmpty()) {
        wanted.add(name + "valid");
      }
    }
    for (WireCode code : world.dialect().api().codes()) {
      if (world.isDialects() || !code.causes().isEmpty()) {
        wanted.add("codes/" + code.number());
      }
    }
    if (world.isDialects()) {
      wanted.addAll(wantedBesideEndpoints());
    }
    return wanted;
  }

  private List<String> wantedBesideEndpoints() {
    List<String> wanted = new ArrayList<>();
    Pages pages = world.dialect().pages();
    if (pages.login() != null) {
      wanted.addAll(List.of("login/granted", "login/denied"));
    }
    if (pages.payment() != null) {
      wanted.addAll(List.of("payment/paid", "payment/cancelled"));
    }
    if (pages.game() != null) {
      wanted.addAll(List.of("game/entered", "game/pay", "game/pay-bad", "game/resources"));
    }
    wanted.addAll(List.of("callback/paid", "callback/judgement", "callback/schedule"));
    wanted.addAll(List.of("settings", "surface"));
    return wanted;
  }

  private void everyPathIsRequested() {
    Set<String> requested =
        files().stream()
            .map(GoldenFile::read)
            .filter(golden -> golden.has("request"))
            .map(golden -> golden.section("request").split("[ ?\\n]", 3)[1])
            .collect(Collectors.toSet());
    assertThat(requested)
        .containsAll(world.endpoints().stream().flatMap(it -> it.paths().stream()).toList());
  }

  private void causesAreComplete() {
    List<ErrorCode> causes =
        files().stream()
            .filter(path -> path.getParent().equals(world.folder().resolve("codes")))
            .flatMap(path -> CodeCase.causes(GoldenFile.read(path)).stream())
            .toList();
    assertThat(causes).containsExactlyInAnyOrder(ErrorCode.values());
  }

  private Path file(String name) {
    return world.folder().resolve(name + SUFFIX);
  }

  private List<Path> files() {
    try (Stream<Path> paths = Files.walk(world.folder())) {
      return paths.filter(path -> path.toString().endsWith(SUFFIX)).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
