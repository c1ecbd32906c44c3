package io.berth.console.docs;

import io.berth.api.doctor.DoctorOutcome.Exchanged;
import io.berth.api.doctor.DoctorOutcome.Header;
import io.berth.api.doctor.DoctorOutcome.SentRequest;
import io.berth.console.docs.ErrorCodes.Explanation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request of test and its response as text.
 *
 * @param signedText empty where nothing was signed
 * @param curl a command for a shell that sends the same
 * @param explanation of a refusal; null where there is none
 */
record SentView(
    String signedText,
    String request,
    String curl,
    String response,
    int status,
    long milliseconds,
    boolean success,
    String requestId,
    @Nullable Explanation explanation) {
  private static final JsonMapper JSON = new JsonMapper();

  static SentView of(Exchanged exchanged, @Nullable Explanation explanation) {
    SentRequest sent = exchanged.request();
    var received = exchanged.response();
    return new SentView(
        sent.signedText(),
        sent.method() + ' ' + sent.url() + '\n' + text(sent.headers(), sent.body()),
        curl(sent),
        text(received.headers(), pretty(received.body())),
        received.status(),
        received.milliseconds(),
        received.success(),
        received.requestId(),
        explanation);
  }

  private static String text(List<Header> headers, String body) {
    StringBuilder text = new StringBuilder();
    headers.forEach(
        header -> text.append(header.name()).append(": ").append(header.value()).append('\n'));
    return body.isEmpty() ? text.toString() : text.append('\n').append(body).toString();
  }

  private static String pretty(String body) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(body));
    } catch (JacksonException notJson) {
      return body;
    }
  }

  private static String curl(SentRequest sent) {
    StringBuilder command = new StringBuilder("curl -i ");
    if (sent.method().equals("POST") && sent.body().isEmpty()) {
      command.append("-X POST ");
    }
    command.append(quoted(sent.url()));
    sent.headers()
        .forEach(
            header ->
                command.append(" \\\n  -H ").append(quoted(header.name() + ": " + header.value())));
    if (!sent.body().isEmpty()) {
      command.append(" \\\n  --data-raw ").append(quoted(sent.body()));
    }
    return command.toString();
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
