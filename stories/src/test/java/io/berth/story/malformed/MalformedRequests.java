package io.berth.story.malformed;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes requests that anonymous and broken clients send; the same ones for the same seed. */
final class MalformedRequests {

  private static final List<String> NAMES =
      List.of(
          "login",
          "password",
          "next",
          "return",
          "lang",
          "decision",
          "verification_code",
          "name",
          "pay_password",
          "redirect_url",
          "app_id",
          "appId",
          "state",
          "scopes",
          "access_code",
          "access_token",
          "refresh_token",
          "uid",
          "user_id",
          "open_id",
          "trade_no",
          "order_id",
          "transfer_id",
          "coin_code",
          "coin",
          "amount",
          "volume",
          "desc",
          "device",
          "page",
          "count",
          "size",
          "start_time",
          "end_time",
          "from",
          "to",
          "before",
          "did",
          "pay",
          "actor",
          "object",
          "q",
          "query",
          "status",
          "state_01",
          "sign",
          "time",
          "id",
          "key",
          "code",
          "wallet_pwd",
          "client_id",
          "client_secret",
          "response_type",
          "money",
          "server_id",
          "role_id",
          "email",
          "day",
          "url",
          "at",
          "reason",
          "role",
          "_csrf",
          "x[]");

  private static final List<String> VALUES =
      List.of(
          "",
          "0",
          "1",
          "-1",
          "1e999",
          "NaN",
          "99999999999999999999999999",
          "0.00000000000000000001",
          "true",
          "null",
          "[]",
          "{}",
          "a b",
          "a|b",
          "\"",
          "'",
          "<b>",
          "{x}",
          "%",
          "%zz",
          "\0",
          "a\0b",
          "\r\nX: y",
          "../..",
          "//evil.example",
          "/a|b",
          "/a b",
          "\\",
          "名字",
          "🗡",
          "\ud800",
          "+999999999-12-31",
          "-999999999-01-01",
          "9999-12-31",
          "0000-00-00",
          "2026-02-30",
          "http://127.0.0.1:5500/demo/webapp/?q=a|b",
          "http://h/?q={x}<y>\"",
          "http://h:65536/",
          "http:/h",
          "javascript:alert(1)",
          "${jndi:x}",
          "' or 1=1 --",
          "appidfortest",
          "testcompany",
          "alice@example.com",
          "usdt",
          "1,2,x",
          "A".repeat(5_000),
          "名".repeat(3_000));

  private static final List<String> HEADERS =
      List.of(
          "Accept-Language: ;q=x",
          "Accept-Language: zh;q=9,,;",
          "Accept: ;;q",
          "Accept: a",
          "Accept: text/html",
          "Accept: */*;q=x",
          "Accept-Encoding: ;;",
          "Accept-Charset: ?",
          "Cookie: =;;=;",
          "Cookie: berth-session=x",
          "Cookie: berth-lang=%zz; berth-csrf=\"",
          "Referer: http://[",
          "Origin: null",
          "Origin: {",
          "Range: bytes=9-1",
          "If-None-Match: ,\"",
          "If-Modified-Since: x",
          "Authorization: Bearer",
          "Authorization: x",
          "Date: never",
          "Content-Md5: x",
          "Auth: a:b",
          "Token: x",
          "X-Forwarded-For: x, ,::",
          "X-Forwarded-Host: {",
          "Forwarded: for=\"",
          "HX-Request: x",
          "DNT: 2",
          "TE: x",
          "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x",
          "Expect: miracles",
          "Berth-Caller: x.y.z",
          "X-Request-Id: \u00ff",
          "Upgrade: h2c\r\nHTTP2-Settings: x");

  private static final List<String> TYPES =
      List.of(
          "application/x-www-form-urlencoded",
          "application/json",
          "multipart/form-data; boundary=x",
          "multipart/form-data",
          "text/plain",
          "%",
          "application/x-www-form-urlencoded;charset=x");

  private final Random random;

  MalformedRequests(long seed) {
    random = new Random(seed);
  }

  <T> T any(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private boolean oneIn(int of) {
    return random.nextInt(of) == 0;
  }

  /**
   * A whole request after which the server closes the connection.
   *
   * @param cookies that go along where no other cookie is tried
   * @param csrf of these cookies, for forms that are to be accepted as our own; may be empty
   */
  String request(AllRoutes.Route route, String cookies, String csrf) {
    StringBuilder request = new StringBuilder();
    String body = route.method().equals("GET") && !oneIn(8) ? "" : body(csrf);
    String method =
        oneIn(12) ? any(List.of("HEAD", "OPTIONS", "PUT", "BREW", "get")) : route.method();
    request.append(method).append(' ').append(target(route.path())).append(" HTTP/1.1\r\n");
    request.append(
        oneIn(40) ? any(List.of("", "Host: a\r\nHost: b\r\n", "Host: a b\r\n")) : "Host: h\r\n");
    String extra =
        IntStream.range(0, random.nextInt(3))
            .mapToObj(i -> any(HEADERS))
            .distinct()
            .filter(header -> !header.startsWith("Upgrade") || body.isEmpty())
            .collect(Collectors.joining("\r\n"));
    if (!extra.isEmpty()) {
      request.append(extra).append("\r\n");
    }
    if (!cookies.isEmpty() && !extra.contains("Cookie:")) {
      request.append("Cookie: ").append(cookies).append("\r\n");
    }
    request.append("Connection: close\r\n");
    if (body.isEmpty()) {
      return request.append("\r\n").toString();
    }
    request
        .append("Content-Type: ")
        .append(
            oneIn(4) ? any(TYPES) : body.startsWith("{") ? "application/json" : TYPES.getFirst())
        .append("\r\n");
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String wire = new String(bytes, StandardCharsets.ISO_8859_1);
    return oneIn(4)
        ? request
            .append("Transfer-Encoding: chunked\r\n\r\n")
            .append(Integer.toHexString(bytes.length))
            .append("\r\n")
            .append(wire)
            .append("\r\n0\r\n\r\n")
            .toString()
        : request
            .append("Content-Length: ")
            .append(bytes.length)
            .append("\r\n\r\n")
            .append(wire)
            .toString();
  }

  private String target(String pattern) {
    StringBuilder path = new StringBuilder();
    for (String segment : pattern.split("/", -1)) {
      String filled =
          segment.startsWith("{") || segment.startsWith("*") ? segmentFor(segment) : segment;
      path.append(path.isEmpty() && pattern.startsWith("/") && segment.isEmpty() ? "" : "/")
          .append(filled);
    }
    String start = path.isEmpty() ? "/" : path.toString();
    return oneIn(3) ? start : start + '?' + pairs(this::inQuery);
  }

  private String segmentFor(String variable) {
    String known =
        variable.toLowerCase(Locale.ROOT).contains("company") ? "testcompany" : "appidfortest";
    return oneIn(3) ? inQuery(any(VALUES)).replace("/", "%2F").replace("?", "%3F") : known;
  }

  private String pairs(java.util.function.UnaryOperator<String> encoding) {
    return IntStream.range(0, 1 + random.nextInt(4))
        .mapToObj(i -> any(NAMES) + "=" + encoding.apply(any(VALUES)))
        .collect(Collectors.joining("&"));
  }

  /** Encoded properly, or as it is but for what would end the request line. */
  private String inQuery(String value) {
    if (oneIn(3)) {
      StringBuilder raw = new StringBuilder();
      for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
        raw.append(each <= ' ' && each >= 0 ? "%20" : String.valueOf((char) (each & 0xff)));
      }
      return raw.length() > 4_000 ? raw.substring(0, 4_000) : raw.toString();
    }
    String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
    return oneIn(10) ? encoded + any(List.of("%zz", "%00", "%", "%ff", "%u0041")) : encoded;
  }

  private String body(String csrf) {
    if (oneIn(30)) {
      return "x".repeat(300_000);
    }
    String own = csrf.isEmpty() || oneIn(4) ? "" : "_csrf=" + csrf + "&";
    return oneIn(3) ? json() : own + pairs(this::inQuery);
  }

  private String json() {
    if (oneIn(6)) {
      return any(
          List.of(
              "{",
              "[]",
              "null",
              "{\"a\":{\"b\":[1]}}",
              "{\"a\":1,\"a\":2}",
              "\"x\"",
              "{\"a\":1e400}"));
    }
    return IntStream.range(0, 1 + random.nextInt(5))
        .mapToObj(i -> "\"" + any(NAMES) + "\":" + jsonValue(any(VALUES)))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private String jsonValue(String value) {
    if (oneIn(5)) {
      return any(List.of("1", "-1", "1.5", "true", "null", "[1]", "{}", "99999999999999999999"));
    }
    StringBuilder text = new StringBuilder("\"");
    for (char c : value.toCharArray()) {
      if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    return text.append('"').toString();
  }
}
