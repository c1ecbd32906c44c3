package io.berth.service.outbound;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.handler.timeout.ReadTimeoutException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import reactor.netty.http.client.PrematureCloseException;

/** Says in words that a merchant understands why there is no answer. */
final class FailedCalls {

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
      case ConnectException refused -> CallProblems.REFUSED;
      case SSLException tls -> CallProblems.TLS + message(tls);
      case UnreadableAnswer unreadable -> CallProblems.UNREADABLE;
      case PrematureCloseException closed -> CallProblems.CLOSED;
      default -> failure.getClass().getSimpleName() + ": " + message(failure);
    };
  }

  private static String message(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return message.length() > LONGEST ? message.substring(0, LONGEST) : message;
  }
}
