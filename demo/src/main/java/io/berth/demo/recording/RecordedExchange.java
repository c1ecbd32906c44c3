package io.berth.demo.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request and its response, safe to show: secrets are masked and long bodies are cut. */
public record RecordedExchange(
    Kind kind,
    Instant at,
    Duration took,
    Request request,
    Response response,
    List<Remark> remarks) {

  private static final int LONGEST_TEXT = 4_000;

  /** Direction of a recorded exchange. */
  public enum Kind {
    /** The merchant's server asked the platform. */
    CALL,
    /** The platform called the merchant's server back. */
    CALLBACK,
    /** The platform sent the player's browser to the merchant's site. */
    REDIRECT,
    /** The merchant signed something that the player's browser hands to the platform. */
    HANDOVER
  }

  /**
   * @param target path and query
   */
  public record Request(String method, String target, Map<String, String> headers, String body) {

    public Request {
      target = cut(SecretMask.body(target));
      headers = masked(headers);
      body = cut(SecretMask.body(body));
    }
  }

  /**
   * @param status 0 where no response came
   */
  public record Response(int status, Map<String, String> headers, String body) {

    public static final Response NONE = withoutBody(0);

    public static Response withoutBody(int status) {
      return new Response(status, Map.of(), "");
    }

    public Response {
      headers = masked(headers);
      body = cut(SecretMask.body(body));
    }
  }

  /** A note about an exchange. */
  public record Remark(About about, String text) {

    public enum About {
      /** The signed text, with names in the place of secrets. */
      SIGNED,
      SIGN_GOOD,
      SIGN_BAD
    }

    public Remark {
      text = cut(text);
    }
  }

  public RecordedExchange {
    remarks = List.copyOf(remarks);
  }

  private static Map<String, String> masked(Map<String, String> headers) {
    Map<String, String> masked = new LinkedHashMap<>();
    headers.forEach((name, value) -> masked.put(name, cut(SecretMask.header(name, value))));
    return Collections.unmodifiableMap(masked);
  }

  private static String cut(String text) {
    return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + " …" : text;
  }
}
