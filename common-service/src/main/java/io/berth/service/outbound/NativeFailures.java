package io.berth.service.outbound;

import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Reads what operating systems and TLS libraries say, which has no type of its own: netty tells a
 * reset as {@code NativeIoException: recvAddress(..) failed with error(-104): Connection reset by
 * peer}.
 */
final class NativeFailures {
  private static final int DEEPEST = 8;

  private NativeFailures() {}

  /** Our words for a system's; null where it says nothing that has any. */
  static @Nullable String words(String message) {
    String said = message.toLowerCase(Locale.ROOT);
    if (said.contains("connection reset")) {
      return CallProblems.RESET;
    } else if (said.contains("broken pipe") || said.contains("connection aborted")) {
      return CallProblems.CLOSED;
    } else if (said.contains("connection refused")) {
      return CallProblems.REFUSED;
    } else if (said.contains("unreachable")
        || said.contains("no route to host")
        || said.contains("host is down")) {
      return CallProblems.UNREACHABLE;
    } else if (said.contains("timed out")) {
      return CallProblems.NO_CONNECTION;
    }
    return null;
  }

  static String tls(SSLException failure) {
    StringBuilder said = new StringBuilder();
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      said.append(cause).append('\n');
      cause = cause.getCause();
    }
    return tls(said.toString());
  }

  /**
   * @param message of a failure and its causes, with the names of their classes
   */
  static String tls(String message) {
    String said = message.toLowerCase(Locale.ROOT);
    if (said.contains("connection reset")) {
      return CallProblems.RESET;
    } else if (said.contains("closed")) {
      return CallProblems.CLOSED;
    } else if (said.contains("certificateexpired")
        || said.contains("certificatenotyetvalid")
        || said.contains("validity check failed")
        || said.contains("has expired")) {
      return CallProblems.CERTIFICATE_EXPIRED;
    } else if (said.contains("no subject alternative")
        || said.contains("no name matching")
        || said.contains("hostname mismatch")) {
      return CallProblems.CERTIFICATE_NAME;
    } else if (said.contains("pkix path")
        || said.contains("unable to find valid certification path")
        || said.contains("certificateexception")
        || said.contains("certificate verify failed")
        || said.contains("self signed")
        || said.contains("self-signed")) {
      return CallProblems.CERTIFICATE_UNTRUSTED;
    } else if (said.contains("notsslrecord")
        || said.contains("not an ssl/tls record")
        || said.contains("unrecognized ssl message")) {
      return CallProblems.NOT_TLS;
    }
    return CallProblems.TLS;
  }
}
