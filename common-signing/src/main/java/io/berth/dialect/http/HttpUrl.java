package io.berth.dialect.http;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An absolute http or https URL from outside: a redirect, a callback, a game. Every such URL is
 * parsed here, when it is given, so that an accepted URL can be followed later.
 *
 * <p>Odd characters with one meaning are encoded: blanks, bars and non-ASCII characters are
 * percent-encoded, international host names become their {@code xn--} form. A URL that browsers and
 * HTTP clients parse differently is refused, since a URL that is checked as one parser reads it and
 * followed as another is an open redirect or a forged request: backslashes before the query,
 * control characters, user information, a missing slash, short forms of addresses.
 */
public final class HttpUrl {

  /**
   * Of a given URL, encoded. Parameters are added to it, and common servers stop at 8,000 bytes.
   */
  public static final int LONGEST = 2048;

  private static final String SUB_DELIMITERS = "!$&'()*+,;=";
  private static final String PATH = "/:@" + SUB_DELIMITERS;
  private static final String QUERY = "/?:@[]" + SUB_DELIMITERS;
  private static final String FRAGMENT = "/?:@" + SUB_DELIMITERS;

  private static final Pattern WITH_SCHEME =
      Pattern.compile("(https?:|[a-z][a-z0-9+.-]*:/).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern PORT = Pattern.compile("0*([0-9]{1,5})");
  private static final int HIGHEST_PORT = 65_535;
  private static final int FIRST_UNPRIVILEGED_PORT = 1024;

  /** Reason why a text is no such URL. */
  public enum Fault {
    /** A control character, half a surrogate pair, or a backslash before the query. */
    CHARACTER,
    LENGTH,
    SCHEME,
    USER,
    HOST,
    PORT
  }

  /** Result of parsing a text. */
  public sealed interface Parsed {}

  /** A URL. */
  public record Valid(HttpUrl url) implements Parsed {}

  /** No URL. */
  public record Invalid(Fault fault) implements Parsed {}

  private final String scheme;
  private final String host;
  private final int givenPort;
  private final String path;
  private final @Nullable String query;
  private final @Nullable String fragment;

  private HttpUrl(
      String scheme,
      String host,
      int givenPort,
      String path,
      @Nullable String query,
      @Nullable String fragment) {
    this.scheme = scheme;
    this.host = host;
    this.givenPort = givenPort;
    this.path = path;
    this.query = query;
    this.fragment = fragment;
  }

  /** Reads a text that has a scheme. */
  public static Parsed read(String text) {
    Fault character = characterFault(text);
    if (character != null) {
      return new Invalid(character);
    }
    int colon = text.indexOf(':');
    String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      return new Invalid(Fault.SCHEME);
    }
    int start = colon + 3;
    if (!text.startsWith("://", colon)) {
      return new Invalid(Fault.HOST);
    }
    int end = start;
    while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return read(scheme, text.substring(start, end), text.substring(end));
  }

  /** Null where the text is no URL. */
  public static @Nullable HttpUrl parse(String text) {
    return switch (read(text)) {
      case Valid(HttpUrl url) -> url;
      case Invalid _ -> null;
    };
  }

  /** The same where {@code http://} may be left out: {@code wenjing.com/back.php}. */
  public static @Nullable HttpUrl parseWithOptionalScheme(String text) {
    return parse(WITH_SCHEME.matcher(text).matches() ? text : "http://" + text);
  }

  /** For a text that was read before. */
  public static HttpUrl of(String text) {
    return switch (read(text)) {
      case Valid(HttpUrl url) -> url;
      case Invalid(Fault fault) ->
          throw new IllegalArgumentException("not a web address (" + fault + "): " + text);
    };
  }

  private static @Nullable Fault characterFault(String text) {
    if (text.length() > LONGEST) {
      return Fault.LENGTH;
    }
    int query = text.indexOf('?');
    int fragment = text.indexOf('#');
    int end = Math.min(query < 0 ? text.length() : query, fragment < 0 ? text.length() : fragment);
    int backslash = text.indexOf('\\');
    boolean broken =
        text.codePoints()
            .anyMatch(
                c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    return broken || (backslash >= 0 && backslash < end) ? Fault.CHARACTER : null;
  }

  private static Parsed read(String scheme, String authority, String rest) {
    if (authority.indexOf('@') >= 0) {
      return new Invalid(Fault.USER);
    }
    int colon = authority.indexOf(':', authority.indexOf(']') + 1);
    String host = HttpHost.read(colon < 0 ? authority : authority.substring(0, colon));
    if (host == null) {
      return new Invalid(Fault.HOST);
    }
    int port = colon < 0 ? -1 : port(authority.substring(colon + 1));
    if (port == 0) {
      return new Invalid(Fault.PORT);
    }
    int hash = rest.indexOf('#');
    String fragment = hash < 0 ? null : rest.substring(hash + 1);
    String hierarchy = hash < 0 ? rest : rest.substring(0, hash);
    int question = hierarchy.indexOf('?');
    String query = question < 0 ? null : hierarchy.substring(question + 1);
    String path = question < 0 ? hierarchy : hierarchy.substring(0, question);
    HttpUrl url =
        new HttpUrl(
            scheme,
            host,
            port,
            PercentEncoding.ofPart(path, PATH),
            query == null ? null : PercentEncoding.ofPart(query, QUERY),
            fragment == null ? null : PercentEncoding.ofPart(fragment, FRAGMENT));
    return url.toString().length() > LONGEST ? new Invalid(Fault.LENGTH) : new Valid(url);
  }

  /** −1 where there is none, 0 where it is no port. */
  private static int port(String text) {
    if (text.isEmpty()) {
      return -1;
    }
    if (!PORT.matcher(text).matches()) {
      return 0;
    }
    int port = Integer.parseInt(text);
    return port > HIGHEST_PORT ? 0 : port;
  }

  /** In lower case. */
  public String scheme() {
    return scheme;
  }

  /** In lower case and ASCII; an IPv6 address in brackets. */
  public String host() {
    return host;
  }

  /** The scheme's own where none is given. */
  public int port() {
    return givenPort < 0 ? schemePort() : givenPort;
  }

  private int schemePort() {
    return scheme.equals("https") ? 443 : 80;
  }

  /** Encoded; {@code /} where none is given. */
  public String path() {
    return path.isEmpty() ? "/" : path;
  }

  /** Encoded. */
  public @Nullable String query() {
    return query;
  }

  /** Encoded. */
  public @Nullable String fragment() {
    return fragment;
  }

  /** Scheme, host and port as browsers write them: without the scheme's own port. */
  public String origin() {
    return scheme + "://" + host + (port() == schemePort() ? "" : ":" + port());
  }

  /** Whether the URL consists of scheme, host and port alone. */
  public boolean isOrigin() {
    return path.isEmpty() && query == null && fragment == null;
  }

  /** Mail servers and the like must not be talked to in merchants' words. */
  public boolean hasCallablePort() {
    return port() == 80 || port() == 443 || port() >= FIRST_UNPRIVILEGED_PORT;
  }

  /** Whether both lead to the same page: scheme, host, port and path equal, the query is free. */
  boolean hasTargetOf(HttpUrl other) {
    return scheme.equals(other.scheme)
        && host.equals(other.host)
        && port() == other.port()
        && path().equals(other.path());
  }

  /** The same with another query, which may exceed the limit of given URLs. */
  public HttpUrl withQuery(@Nullable String query) {
    String encoded = query == null ? null : PercentEncoding.ofPart(query, QUERY);
    return new HttpUrl(scheme, host, givenPort, path, encoded, fragment);
  }

  /** As it is sent: a fragment is the browser's alone. */
  public HttpUrl withoutFragment() {
    return new HttpUrl(scheme, host, givenPort, path, query, null);
  }

  /** Its host is null where the name has an underscore: {@link URI} knows older rules. */
  public URI toUri() {
    return URI.create(toString());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HttpUrl url && toString().equals(url.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** The whole URL, encoded: printable ASCII, understood alike by everybody. */
  @Override
  public String toString() {
    return scheme
        + "://"
        + host
        + (givenPort < 0 ? "" : ":" + givenPort)
        + path
        + (query == null ? "" : "?" + query)
        + (fragment == null ? "" : "#" + fragment);
  }
}
