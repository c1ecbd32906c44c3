package io.berth.service.outbound;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.resolver.dns.DnsNameResolverException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.client.PrematureCloseException;

/** Says in words that a merchant understands why there is no answer. */
final class FailedCalls {

  private static final Logger log = LoggerFactory.getLogger(FailedCalls.class);
  private static final int LONGEST = 300;

  private FailedCalls() {}

  static Reply reply(Throwable failure, Duration duration) {
    return switch (failure) {
      case ForbiddenTarget forbidden -> new Reply.Unsent(message(forbidden), duration);
      case IllegalArgumentException malformed -> new Reply.Unsent(message(malformed), duration);
      default -> new Reply.Unanswered(words(failure), duration);
    };
  }

  private static String words(Throwable failure) {
    return switch (failure) {
      case ConnectTimeoutException timeout -> CallProblems.NO_CONNECTION;
      case SslHandshakeTimeoutException timeout -> CallProblems.NO_TLS;
      case ReadTimeoutException timeout -> CallProblems.NO_ANSWER;
      case TimeoutException timeout -> CallProblems.NO_ANSWER;
      case UnknownHostException unknown -> CallProblems.UNKNOWN_HOST;
      case DnsNameResolverException unanswered -> CallProblems.UNKNOWN_HOST;
      case NoRouteToHostException unreachable -> CallProblems.UNREACHABLE;
      case SSLException tls -> NativeFailures.tls(tls);
      case UnreadableAnswer unreadable -> CallProblems.UNREADABLE;
      case PrematureCloseException closed -> CallProblems.CLOSED;
      case AbortedException closed -> CallProblems.CLOSED;
      case ClosedChannelException closed -> CallProblems.CLOSED;
      case ConnectException refused ->
          Objects.requireNonNullElse(NativeFailures.words(message(refused)), CallProblems.REFUSED);
      default -> system(failure);
    };
  }

  /** What the system says is for the log: merchants read words. */
  private static String system(Throwable failure) {
    String words = NativeFailures.words(message(failure));
    if (words == null) {
      log.info("a call failed: {}", failure.toString());
      return CallProblems.FAILED;
    }
    return words;
  }

  private static String message(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return message.length() > LONGEST ? message.substring(0, LONGEST) : message;
  }
}
