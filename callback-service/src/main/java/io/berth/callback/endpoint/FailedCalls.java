package io.berth.callback.endpoint;

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
      case ConnectTimeoutException timeout -> "no connection in time";
      case SslHandshakeTimeoutException timeout -> "no TLS handshake in time";
      case ReadTimeoutException timeout -> "no answer in time";
      case TimeoutException timeout -> "no answer in time";
      case UnknownHostException unknown -> "the host's name cannot be resolved";
      case ConnectException refused -> "connection refused";
      case SSLException tls -> "TLS: " + message(tls);
      case PrematureCloseException closed -> "the connection was closed before an answer";
      default -> failure.getClass().getSimpleName() + ": " + message(failure);
    };
  }

  private static String message(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return message.length() > LONGEST ? message.substring(0, LONGEST) : message;
  }
}
