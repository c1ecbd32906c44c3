package io.berth.dialect.http;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds parameters to a URL from outside, for a browser or a merchant's server, and checks redirects
 * against registered URLs (open redirect).
 *
 * <p>A parameter that is added replaces those of the same name in the URL's own query: parsers
 * differ in whether the first or the last of two counts, so the URL's author could forge the
 * platform's values (parameter pollution).
 */
public final class RedirectUrl {
  private final HttpUrl start;
  private final Set<String> names = new HashSet<>();
  private final List<String> added = new ArrayList<>();

  private RedirectUrl(HttpUrl start) {
    this.start = start;
  }

  /** Goes on from a URL whose own query and fragment stay. */
  public static RedirectUrl of(HttpUrl url) {
    return new RedirectUrl(url);
  }

  /** The same for a text that was read before. */
  public static RedirectUrl of(String url) {
    return new RedirectUrl(HttpUrl.of(url));
  }

  /** Adds a parameter, percent-encoded. */
  public RedirectUrl with(String name, String value) {
    names.add(name);
    added.add(PercentEncoding.ofValue(name) + '=' + PercentEncoding.ofValue(value));
    return this;
  }

  public RedirectUrl with(String name, long value) {
    return with(name, Long.toString(value));
  }

  /**
   * Adds a parameter as it is, for clients that do not decode.
   *
   * @param value without anything that would end it or that a URL may not hold
   */
  public RedirectUrl withRaw(String name, String value) {
    if (value.indexOf('&') >= 0 || !value.equals(start.withQuery(value).query())) {
      throw new IllegalArgumentException(name + " cannot be written raw: " + value);
    }
    names.add(name);
    added.add(name + '=' + value);
    return this;
  }

  public HttpUrl toUrl() {
    String own = ownQuery();
    String joint = own.isEmpty() || own.endsWith("&") ? "" : "&";
    return added.isEmpty() ? start : start.withQuery(own + joint + String.join("&", added));
  }

  /** As it was given, to the byte unless a parameter of it is replaced. */
  private String ownQuery() {
    String query = start.query();
    if (query == null || !namesAnyOf(start, names)) {
      return query == null ? "" : query;
    }
    List<String> kept = new ArrayList<>();
    for (WireQuery.Pair pair : WireQuery.pairs(query)) {
      if (!names.contains(pair.name())) {
        kept.add(pair.raw());
      }
    }
    return String.join("&", kept);
  }

  @Override
  public String toString() {
    return toUrl().toString();
  }

  /** Whether scheme, host, port and path equal those of a registered URL; the query is free. */
  public static boolean isRegistered(String url, List<String> registered) {
    HttpUrl candidate = HttpUrl.parse(url);
    if (candidate == null) {
      return false;
    }
    for (String text : registered) {
      HttpUrl allowed = HttpUrl.parse(text);
      if (allowed != null && candidate.hasTargetOf(allowed)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a URL's query has a parameter of one of these names, however it is encoded. */
  public static boolean namesAnyOf(@Nullable HttpUrl url, Set<String> names) {
    return url != null
        && WireQuery.pairs(url.query()).stream().anyMatch(pair -> names.contains(pair.name()));
  }
}
