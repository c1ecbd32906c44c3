package io.berth.standalone.mail;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Serves {@code GET /local/inbox}: JSON for programs, a page for browsers. */
final class InboxServer implements AutoCloseable {

  private static final String PATH = "/local/inbox";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpServer server;
  private final ExecutorService threads;
  private final Inbox inbox;

  private InboxServer(HttpServer server, ExecutorService threads, Inbox inbox) {
    this.server = server;
    this.threads = threads;
    this.inbox = inbox;
  }

  static InboxServer start(int port, Inbox inbox) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    InboxServer started = new InboxServer(server, threads, inbox);
    server.setExecutor(threads);
    server.createContext(PATH, started::answer);
    server.start();
    return started;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestURI().getPath().equals(PATH)) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      String to = parameter(exchange.getRequestURI().getRawQuery(), "to");
      List<Mail> mails = inbox.newestFirst(to);
      String accept = exchange.getRequestHeaders().getFirst("Accept");
      if (accept != null && accept.contains("text/html")) {
        send(exchange, "text/html; charset=utf-8", InboxPage.render(mails, to));
      } else {
        send(exchange, "application/json", JSON.writeValueAsString(mails));
      }
    }
  }

  private static void send(HttpExchange exchange, String type, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    // A mail is untrusted text: no script in it may run.
    exchange
        .getResponseHeaders()
        .set(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  static @Nullable String parameter(@Nullable String rawQuery, String name) {
    if (rawQuery == null) {
      return null;
    }
    for (String pair : rawQuery.split("&")) {
      if (pair.startsWith(name + "=")) {
        String value = pair.substring(name.length() + 1);
        try {
          String decoded = URLDecoder.decode(value, StandardCharsets.UTF_8);
          return decoded.isBlank() ? null : decoded;
        } catch (IllegalArgumentException malformed) {
          return value;
        }
      }
    }
    return null;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
