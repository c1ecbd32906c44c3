package io.berth.demo.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.berth.demo.recording.ExchangeLog;
import io.berth.demo.web.WebResponse.Live;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves one site on the loopback address. */
public final class WebServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WebServer.class);
  private static final long KEEP_ALIVE_MILLIS = 15_000;

  /** Handles one request; each request has its own thread. */
  @FunctionalInterface
  public interface Handler {
    WebResponse handle(WebRequest request) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final String policy;
  private final Handler handler;

  private WebServer(HttpServer server, String policy, Handler handler) {
    this.server = server;
    this.policy = policy;
    this.handler = handler;
  }

  /**
   * @param port 0 for any
   * @param policy what its pages may load and do
   */
  public static WebServer bind(int port, String policy, Handler handler) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    WebServer server = new WebServer(http, policy, handler);
    http.setExecutor(server.threads);
    http.createContext("/", server::handle);
    return server;
  }

  public void start() {
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** The origin that redirects and callbacks are registered with. */
  public String origin() {
    return "http://127.0.0.1:" + port();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      WebRequest request = WebRequest.of(exchange);
      WebResponse response = handle(request);
      response.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.getResponseHeaders().set("Content-Security-Policy", policy);
      exchange.getResponseHeaders().set("Referrer-Policy", "same-origin");
      exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
      exchange.getResponseHeaders().putIfAbsent("Cache-Control", List.of("no-store"));
      if (response.live() != null) {
        exchange.sendResponseHeaders(response.status(), 0);
        follow(response.live(), exchange.getResponseBody());
      } else if (response.body().length == 0) {
        exchange.sendResponseHeaders(response.status(), -1);
      } else {
        exchange.sendResponseHeaders(response.status(), response.body().length);
        exchange.getResponseBody().write(response.body());
      }
    }
  }

  private WebResponse handle(WebRequest request) throws IOException {
    String host = request.header("host");
    if (host.equals("localhost:" + port()) && request.method().equals("GET")) {
      // Cookies are per host, and the platform sends people back to the registered one.
      return WebResponse.seeOther(origin() + request.target());
    }
    if (!host.equals("127.0.0.1:" + port())) {
      return WebResponse.text(421, "This site is at " + origin());
    }
    try {
      return handler.handle(request);
    } catch (RuntimeException e) {
      log.warn("{} {} failed", request.method(), request.path(), e);
      return WebResponse.text(500, "Something went wrong.");
    }
  }

  /** Streams entries until the browser closes the stream or the watcher is replaced. */
  private static void follow(Live live, OutputStream out) throws IOException {
    try (ExchangeLog.Watcher watcher = live.log().watch(live.sessionId())) {
      sendKeepAlive(out);
      for (ExchangeLog.Entry entry : live.log().of(live.sessionId()).reversed()) {
        if (entry.number() > live.after()) {
          send(live, entry, out);
        }
      }
      while (!watcher.ended()) {
        ExchangeLog.Entry entry = watcher.next(KEEP_ALIVE_MILLIS);
        if (entry == null) {
          sendKeepAlive(out);
        } else {
          send(live, entry, out);
        }
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends a comment line, which keeps the event stream open. */
  private static void sendKeepAlive(OutputStream out) throws IOException {
    out.write(": here\n\n".getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void send(Live live, ExchangeLog.Entry entry, OutputStream out)
      throws IOException {
    StringBuilder event = new StringBuilder("event: exchange\nid: " + entry.number() + "\n");
    live.render()
        .apply(entry)
        .lines()
        .forEach(shopOrder -> event.append("data: ").append(shopOrder).append('\n'));
    out.write(event.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
