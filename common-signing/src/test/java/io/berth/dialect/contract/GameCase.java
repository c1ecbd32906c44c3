package io.berth.dialect.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.dialect.page.GameFlow;
import io.berth.dialect.page.GameFlow.Entrance;
import io.berth.dialect.page.GameFlow.Player;
import io.berth.dialect.page.GameFlow.Purchase;
import io.berth.dialect.page.StaticResource;
import io.berth.dialect.parameter.Parsed;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Golden case of a game's page: the frame, the goods and the files from us. */
record GameCase(GoldenWorld world, GoldenFile golden) {
  private static final Set<String> SECTIONS =
      Set.of("game-page", "player", "frame", "pay", "number", "purchase", "bad", "resources");
  private static final int MOST_SDK_BYTES = 10_000;

  void run() {
    golden.allow(SECTIONS);
    if (golden.has("game-page")) {
      frame(game());
    } else if (golden.has("pay")) {
      purchase(game());
    } else {
      resources();
    }
  }

  private GameFlow game() {
    return Objects.requireNonNull(world.dialect().pages().game());
  }

  private void frame(GameFlow game) {
    String page = golden.section("game-page");
    int question = page.indexOf('?');
    Entrance entrance =
        game.entrance(
            question < 0 ? page : page.substring(0, question),
            question < 0 ? null : page.substring(question + 1));
    if (golden.has("bad")) {
      assertThat(entrance).isNull();
      return;
    }
    String[] words = golden.section("player").split(" ");
    Player player = words[0].equals("nobody") ? null : player(words);
    assertThat(Objects.requireNonNull(entrance).appId()).isEqualTo(world.app().appId());
    assertThat(String.valueOf(game.frame(world.app(), entrance, player, world.platformUrls())))
        .isEqualTo(golden.section("frame"));
  }

  private static Player player(String[] words) {
    return new Player(words[0], words[1].equals("favorite"));
  }

  private void purchase(GameFlow game) {
    Map<String, String> fields = new HashMap<>();
    JsonNode given = GoldenWorld.tree(golden.section("pay"));
    given.forEachEntry((name, value) -> fields.put(name, value.stringValue()));
    Parsed<Purchase> reading =
        game.purchase(
            world.app(),
            golden.section("player"),
            fields,
            golden.has("number") ? golden.section("number") : "n1",
            world.now());
    switch (reading) {
      case Parsed.Unreadable<Purchase>(var refusal) ->
          assertThat(refusal.code().name()).isEqualTo(golden.section("bad"));
      case Parsed.Read<Purchase>(Purchase purchase) ->
          assertThat(GoldenWorld.tree(purchase, Purchase.class))
              .isEqualTo(GoldenWorld.tree(golden.section("purchase")));
    }
  }

  /** Lines of {@code path content-type}. */
  private void resources() {
    assertThat(
            world.dialect().pages().resources().stream()
                .map(resource -> resource.path() + " " + resource.contentType())
                .collect(Collectors.joining("\n")))
        .isEqualTo(golden.section("resources"));
    for (StaticResource resource : world.dialect().pages().resources()) {
      assertThat(resource.body()).hasSizeLessThan(MOST_SDK_BYTES);
    }
  }
}
