package io.berth.service.outbound;

import io.berth.dialect.Callbacks.Message;
import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which requests may be sent, as far as can be told without looking their host up. */
final class TargetRules {

  private static final int FIRST_UNPRIVILEGED_PORT = 1024;

  private static final String HEADER = "a header is malformed";
  private static final Pattern PORT = Pattern.compile("port -?[0-9]+ is not called");

  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** Why a URL is not called. */
  enum Fault {
    SCHEME("only http and https are called"),
    USER("a URL with a user name is not called"),
    HOST("the URL has no host"),
    PORT("");

    private final String words;

    Fault(String words) {
      this.words = words;
    }

    /** As attempts record it. */
    String words(URI target) {
      return this == PORT ? "port " + target.getPort() + " is not called" : words;
    }
  }

  private TargetRules() {}

  /** Whether words are among those for what may not be sent. */
  static boolean isWording(String error) {
    return error.equals(HEADER)
        || PORT.matcher(error).matches()
        || Stream.of(Fault.SCHEME, Fault.USER, Fault.HOST)
            .anyMatch(fault -> error.equals(fault.words));
  }

  /** What is wrong with a request, or null. */
  static @Nullable String problem(Message message) {
    Fault fault = fault(message.uri());
    return fault == null ? problem(message.headers()) : fault.words(message.uri());
  }

  /** A merchant's own words in a header must not become more headers (the client lets them). */
  private static @Nullable String problem(Map<String, String> headers) {
    for (Map.Entry<String, String> header : headers.entrySet()) {
      boolean plain = header.getValue().chars().noneMatch(c -> c < ' ' || c == 0x7f);
      if (!plain || !HEADER_NAME.matcher(header.getKey()).matches()) {
        return HEADER;
      }
    }
    return null;
  }

  /** What is wrong with a URL, or null. */
  static @Nullable Fault fault(URI target) {
    if (!"http".equalsIgnoreCase(target.getScheme())
        && !"https".equalsIgnoreCase(target.getScheme())) {
      return Fault.SCHEME;
    }
    if (target.getRawUserInfo() != null) {
      return Fault.USER;
    }
    if (target.getHost() == null) {
      return Fault.HOST;
    }
    return isCalled(target.getPort()) ? null : Fault.PORT;
  }

  /** Mail servers and the like must not be talked to in merchants' words. */
  private static boolean isCalled(int port) {
    boolean usual = port == -1 || port == 80 || port == 443;
    boolean unprivileged = port >= FIRST_UNPRIVILEGED_PORT && port <= 65_535;
    return usual || unprivileged;
  }
}
