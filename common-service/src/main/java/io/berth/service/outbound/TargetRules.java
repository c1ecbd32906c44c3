package io.berth.service.outbound;

import io.berth.dialect.callback.Callbacks.Message;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides which requests may be sent, as far as their host need not be resolved. */
final class TargetRules {

  private static final String HEADER = "a header is malformed";
  private static final Pattern PORT = Pattern.compile("port -?[0-9]+ is not called");

  /** What attempts recorded before such URLs were refused when they are given. */
  private static final Set<String> FORMER =
      Set.of(
          "only http and https are called",
          "a URL with a user name is not called",
          "the URL has no host");

  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private TargetRules() {}

  /** Whether words are among those for what may not be sent. */
  static boolean isWording(String error) {
    return error.equals(HEADER) || FORMER.contains(error) || PORT.matcher(error).matches();
  }

  /** What is wrong with a request, or null. */
  static @Nullable String problem(Message message) {
    return message.url().hasCallablePort()
        ? problem(message.headers())
        : "port " + message.url().port() + " is not called";
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
}
