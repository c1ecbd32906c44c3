package io.berth.story;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Receives spans by OTLP over HTTP, as a collector does, and reads of the protobuf what it needs.
 */
final class TraceReceiver {

  /**
   * @param parentId empty for a root
   * @param kind 2 server, 3 client, 4 producer, 5 consumer
   * @param status 2 for an error
   * @param statement empty where it is none
   */
  record Span(
      String service,
      String traceId,
      String id,
      String parentId,
      String name,
      long kind,
      long startNanos,
      long endNanos,
      long status,
      String statement) {}

  private final List<Span> spans = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  private TraceReceiver(HttpServer server) {
    this.server = server;
  }

  static TraceReceiver listen() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    TraceReceiver receiver = new TraceReceiver(server);
    server.createContext("/v1/traces", receiver::receive);
    server.start();
    return receiver;
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
  }

  List<Span> of(String traceId) {
    return spans.stream().filter(span -> span.traceId().equals(traceId)).toList();
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      // ExportTraceServiceRequest.resource_spans
      each(body, 1, this::addResource);
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private void addResource(byte[] resourceSpans) {
    StringBuilder service = new StringBuilder();
    each(
        resourceSpans,
        1,
        resource ->
            each(
                resource,
                1,
                attribute -> {
                  if (text(bytes(attribute, 1)).equals("service.name")) {
                    service.append(text(bytes(bytes(attribute, 2), 1)));
                  }
                }));
    each(
        resourceSpans,
        2,
        scope -> each(scope, 2, span -> spans.add(span(service.toString(), span))));
  }

  private static Span span(String service, byte[] span) {
    HexFormat hex = HexFormat.of();
    return new Span(
        service,
        hex.formatHex(bytes(span, 1)),
        hex.formatHex(bytes(span, 2)),
        hex.formatHex(bytes(span, 4)),
        text(bytes(span, 5)),
        number(span, 6),
        number(span, 7),
        number(span, 8),
        number(bytes(span, 15), 3),
        attribute(span, "db.query.text"));
  }

  private static String attribute(byte[] span, String name) {
    StringBuilder value = new StringBuilder();
    each(
        span,
        9,
        attribute -> {
          if (text(bytes(attribute, 1)).equals(name)) {
            value.append(text(bytes(bytes(attribute, 2), 1)));
          }
        });
    return value.toString();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private interface Field {
    void take(int number, byte[] bytes, long value);
  }

  private static void each(byte[] message, int wanted, Consumer<byte[]> taker) {
    read(
        message,
        (number, bytes, value) -> {
          if (number == wanted) {
            taker.accept(bytes);
          }
        });
  }

  /** Empty where the field is absent. */
  private static byte[] bytes(byte[] message, int wanted) {
    byte[][] found = {new byte[0]};
    each(message, wanted, bytes -> found[0] = bytes);
    return found[0];
  }

  private static long number(byte[] message, int wanted) {
    long[] found = {0};
    read(
        message,
        (number, bytes, value) -> {
          if (number == wanted) {
            found[0] = value;
          }
        });
    return found[0];
  }

  private static void read(byte[] message, Field field) {
    ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      long tag = varint(in);
      int number = (int) (tag >>> 3);
      switch ((int) (tag & 7)) {
        case 0 -> field.take(number, new byte[0], varint(in));
        case 1 -> field.take(number, new byte[0], in.getLong());
        case 2 -> {
          byte[] bytes = new byte[(int) varint(in)];
          in.get(bytes);
          field.take(number, bytes, 0);
        }
        case 5 -> field.take(number, new byte[0], in.getInt());
        default -> throw new IllegalArgumentException("not protobuf");
      }
    }
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
