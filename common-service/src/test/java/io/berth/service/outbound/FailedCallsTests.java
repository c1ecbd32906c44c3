package io.berth.service.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.delivery.Acknowledgement;
import io.berth.api.delivery.CallProblem;
import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that failed calls name their cause in words, whatever the library calls it. */
class FailedCallsTests {
  private static final Acknowledgement WANTED = Acknowledgement.status(200);

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            new IOException("recvAddress(..) failed with error(-104): Connection reset by peer"),
            CallProblem.CONNECTION_RESET),
        Arguments.of(new IOException("Connection reset by peer"), CallProblem.CONNECTION_RESET),
        Arguments.of(new IOException("Broken pipe"), CallProblem.CONNECTION_CLOSED),
        Arguments.of(new ClosedChannelException(), CallProblem.CONNECTION_CLOSED),
        Arguments.of(
            new ConnectException("finishConnect(..) failed: Connection refused: /192.0.2.1:80"),
            CallProblem.CONNECTION_REFUSED),
        Arguments.of(
            new ConnectException("connect(..) failed: Network is unreachable"),
            CallProblem.UNREACHABLE),
        Arguments.of(new NoRouteToHostException("No route to host"), CallProblem.UNREACHABLE),
        Arguments.of(new ConnectTimeoutException("30000 ms"), CallProblem.NO_CONNECTION_IN_TIME),
        Arguments.of(new UnknownHostException("shop.example"), CallProblem.HOST_UNKNOWN),
        Arguments.of(
            tls("PKIX path building failed", new CertificateException("no path")),
            CallProblem.CERTIFICATE_UNTRUSTED),
        Arguments.of(
            tls("PKIX path validation failed", new CertificateExpiredException("NotAfter: 2025")),
            CallProblem.CERTIFICATE_EXPIRED),
        Arguments.of(
            tls(
                "(certificate_unknown)",
                new CertificateException("No subject alternative DNS name matching a.example")),
            CallProblem.CERTIFICATE_NAME),
        Arguments.of(
            new SSLHandshakeException("Received fatal alert: handshake_failure"), CallProblem.TLS),
        Arguments.of(new IllegalStateException("some.internal.Thing"), CallProblem.OTHER));
  }

  private static SSLHandshakeException tls(String message, Exception cause) {
    SSLHandshakeException failure = new SSLHandshakeException(message);
    failure.initCause(cause);
    return failure;
  }

  @ParameterizedTest
  @MethodSource("failures")
  void reportsAFailureByItsCauseAndNeverByItsException(Throwable failure, CallProblem problem) {
    Reply.Unanswered reply = (Reply.Unanswered) FailedCalls.reply(failure, Duration.ZERO);
    assertThat(CallProblems.of(WANTED, 0, reply.error())).isEqualTo(problem);
    assertThat(CallProblems.detail(reply.error())).isNull();
    assertThat(reply.error())
        .doesNotContain("Exception", "(..)", "PKIX")
        .doesNotContain(failure.getMessage() == null ? "Exception" : failure.getMessage());
  }

  /** Rows of the past hold what exceptions said. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NativeIoException: recvAddress(..) failed with error(-104): Connection reset by peer"
            + " | CONNECTION_RESET",
        "SocketException: Connection reset | CONNECTION_RESET",
        "TLS: PKIX path building failed: unable to find valid certification path"
            + " | CERTIFICATE_UNTRUSTED",
        "TLS: Received fatal alert: handshake_failure | TLS",
        "NotSslRecordException: not an SSL/TLS record: 485454 | OTHER",
        "NullPointerException: null | OTHER"
      })
  void whatFormerAttemptsRecordedIsReadAsWell(String error, CallProblem problem) {
    assertThat(CallProblems.of(WANTED, 0, error)).isEqualTo(problem);
    assertThat(CallProblems.detail(error)).isNull();
  }

  @Test
  void ownWordsGoOnSayingWhichAddressOrPortIsMeant() {
    List<String> own = Arrays.asList("10.0.0.1 " + CallProblems.FORBIDDEN, "port 25 is not called");
    assertThat(own).allSatisfy(words -> assertThat(CallProblems.detail(words)).isEqualTo(words));
  }
}
