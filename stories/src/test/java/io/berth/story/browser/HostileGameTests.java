package io.berth.story.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import io.berth.story.RunningBerth;
import io.berth.test.browser.WithBrowser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Games in frames, as attackers see them. */
@WithBrowser
class HostileGameTests {

  private static final String CASTLE = "/h5/play/1001?channel=news";

  private final RunningBerth berth = RunningBerth.get();

  /** A frame of another origin inside the game calls the page, and responds in its place. */
  @Test
  void aHostileFrameIsHeardByNobody(Page page) throws IOException {
    String forged =
        """
        <script>
        for (var i = 0; i < 50; i++) {
          top.postMessage({berth: 'call', id: i, name: 'share', data: {}}, '*');
          parent.postMessage({berth: 'answer', id: i, end: 'paid', data: {}}, '*');
        }
        document.title = 'sent';
        </script>
        """;
    HttpServer attacker = serving(forged);
    try {
      FrameLocator game = Browsing.signedInAt(page, berth.origin() + CASTLE, "dave@example.com");
      assertThat(game.locator("#player")).not().isEmpty();
      game.locator("#pay").click();
      assertThat(page.locator("#pay")).isVisible();
      frameInside(page, attacker);
      // The game's own later request gets a response: everything before has been looked at.
      page.locator("#pay [data-part=cancel]").click();
      assertThat(game.locator("#log")).hasText("pay 8 payment cancelled\n");
      // No dialog is open now that would have kept another one away.
      frameInside(page, attacker);
      game.locator("#favorite").click();
      assertThat(game.locator("#log")).containsText("favorite 101");
      assertThat(page.locator("#share")).isHidden();
    } finally {
      attacker.stop(0);
    }
  }

  @Test
  void onlyTheGameIsFramedAndItCannotLeadThePlayerAway(Page page) throws IOException {
    HttpServer attacker = serving("<title>stolen</title>");
    String elsewhere = "http://127.0.0.1:" + attacker.getAddress().getPort() + "/";
    try {
      FrameLocator game = Browsing.signedInAt(page, berth.origin() + CASTLE, "dave@example.com");
      assertThat(game.locator("#player")).not().isEmpty();
      List<String> violations = Browsing.violations(page);
      Frame frame = Browsing.frameOf(page, berth.wancms());
      assertThat(
              (boolean)
                  frame.evaluate(
                      "address => { try { top.location.href = address; return false; }"
                          + " catch (refused) { return true; } }",
                      elsewhere))
          .isTrue();
      frame.evaluate("address => { window.location.href = address; }", elsewhere);
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                page.evaluate("1");
                return violations.stream().anyMatch(line -> line.contains("frame-src"));
              });
      assertThat(page.url()).startsWith(berth.origin());
    } finally {
      attacker.stop(0);
    }
  }

  /** A message of the game's own origin, but not of the frame: another window, or the page. */
  @Test
  void onlyTheFrameItselfIsListenedTo(Page page) {
    FrameLocator game = Browsing.signedInAt(page, berth.origin() + CASTLE, "dave@example.com");
    assertThat(game.locator("#player")).not().isEmpty();
    page.evaluate("window.postMessage({berth: 'call', id: 1, name: 'share', data: {}}, '*')");
    game.locator("#favorite").click();
    assertThat(game.locator("#log")).containsText("favorite 101");
    assertThat(page.locator("#share")).isHidden();
  }

  private void frameInside(Page page, HttpServer attacker) {
    Browsing.frameOf(page, berth.wancms())
        .evaluate(
            "address => { const f = document.createElement('iframe'); f.src = address;"
                + " document.body.appendChild(f);"
                + " return new Promise(done => f.onload = done); }",
            "http://127.0.0.1:" + attacker.getAddress().getPort() + "/");
  }

  private static HttpServer serving(String html) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] body = html.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }
}
