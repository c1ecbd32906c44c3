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
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/**
 * Holds a dialect to its golden files, and its golden files to completeness: what a dialect lists
 * and no file shows fails.
 */
public final class DialectContract {
  private static final String SUFFIX = ".golden";

  private final Path folder;
  private final GoldenWorld world;

  /**
   * @param golden has one folder per dialect
   */
  public DialectContract(Dialect dialect, Path golden) {
    this.folder = golden.resolve(dialect.id());
    this.world = GoldenWorld.read(dialect, folder);
  }

  public DynamicNode tests() {
    List<DynamicNode> cases = files().stream().map(this::test).toList();
    List<DynamicNode> wanted =
        wanted().stream()
            .map(name -> (DynamicNode) dynamicTest(name, () -> assertThat(file(name)).exists()))
            .toList();
    return dynamicContainer(
        world.dialect().id(),
        Stream.of(
            dynamicContainer("says", cases),
            dynamicContainer("has a file for", wanted),
            dynamicTest("causes of all codes are all error codes", this::causesAreComplete)));
  }

  private DynamicNode test(Path path) {
    String name = folder.relativize(path).toString().replace(SUFFIX, "");
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
    for (Endpoint endpoint : world.dialect().api().endpoints()) {
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
      wanted.add("codes/" + code.number());
    }
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

  private void causesAreComplete() {
    List<ErrorCode> causes =
        files().stream()
            .filter(path -> path.getParent().equals(folder.resolve("codes")))
            .flatMap(path -> CodeCase.causes(GoldenFile.read(path)).stream())
            .toList();
    assertThat(causes).containsExactlyInAnyOrder(ErrorCode.values());
  }

  private Path file(String name) {
    return folder.resolve(name + SUFFIX);
  }

  private List<Path> files() {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(path -> path.toString().endsWith(SUFFIX)).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
