package io.berth.demo.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request and its answer, fit to be shown: secrets are masked and long bodies cut.
 *
 * @param target path and query
 * @param status of the answer; 0 where none came
 */
public record RecordedExchange(
    Kind kind,
    Instant at,
    Duration took,
    String method,
    String target,
    Part request,
    int status,
    Part answer,
    List<Remark> remarks) {

  private static final int LONGEST_TEXT = 4_000;

  /** Direction of a recorded exchange. */
  public enum Kind {
    /** The merchant's server asked the platform. */
    CALL,
    /** The platform told the merchant's server. */
    CALLBACK,
    /** The platform sent the player's browser to the merchant's site. */
    REDIRECT,
    /** The merchant gave the player's browser something signed to take to the platform. */
    HANDOVER
  }

  /** Headers and body of one direction. */
  public record Part(Map<String, String> headers, String body) {

    public static final Part NOTHING = new Part(Map.of(), "");

    public Part {
      Map<String, String> masked = new LinkedHashMap<>();
      headers.forEach((name, value) -> masked.put(name, cut(SecretMask.header(name, value))));
      headers = Collections.unmodifiableMap(masked);
      body = cut(SecretMask.body(body));
    }
  }

  /** Something worth knowing beside what was sent. */
  public record Remark(About about, String text) {

    public enum About {
      /** The text that a signature was made of, secrets replaced by their names. */
      SIGNED,
      SIGN_GOOD,
      SIGN_BAD
    }

    public Remark {
      text = cut(text);
    }
  }

  public RecordedExchange {
    target = cut(SecretMask.body(target));
    remarks = List.copyOf(remarks);
  }

  private static String cut(String text) {
    return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + " …" : text;
  }
}
