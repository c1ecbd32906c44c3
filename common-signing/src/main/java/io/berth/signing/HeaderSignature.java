package io.berth.signing;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * HMAC-SHA1 over a request's method, path and headers ({@code protocols/dragonex.md},
 * Server-to-server requests). The secret is the key of the HMAC, so the string to sign never holds
 * it.
 */
public final class HeaderSignature {
  private static final Comparator<String> BY_KEY =
      Comparator.comparing(line -> line.substring(0, line.indexOf(':')));

  private final String head;
  private final List<String> lines;
  private final String path;

  private HeaderSignature(String head, List<String> lines, String path) {
    this.head = head;
    this.lines = lines;
    this.path = path;
  }

  /**
   * The signature's input of a request.
   *
   * @param path without the query
   * @param headers all headers of the request, names in any case
   * @param signedPrefixes lower-case beginnings of the names of extra headers that are covered
   */
  public static HeaderSignature of(
      String method,
      String path,
      Map<String, List<String>> headers,
      Collection<String> signedPrefixes) {
    String contentSha1 = "";
    String contentType = "";
    String date = "";
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      List<String> values = header.getValue();
      if (values.isEmpty()) {
        continue;
      }
      String name = header.getKey().toLowerCase(Locale.ROOT);
      switch (name) {
        case "content-sha1" -> contentSha1 = values.getFirst();
        case "content-type" -> contentType = values.getFirst();
        case "date" -> date = values.getFirst();
        default -> addLines(lines, name, values, signedPrefixes);
      }
    }
    lines.sort(Comparator.naturalOrder());
    String head = method + '\n' + contentSha1 + '\n' + contentType + '\n' + date + '\n';
    return new HeaderSignature(head, lines, path);
  }

  private static void addLines(
      List<String> lines, String name, List<String> values, Collection<String> signedPrefixes) {
    for (String prefix : signedPrefixes) {
      if (name.startsWith(prefix)) {
        for (String value : values) {
          lines.add(name + ':' + value);
        }
        return;
      }
    }
  }

  /** Extra headers sorted as whole lines, as the published Go client sorts. */
  public String stringToSign() {
    return join(lines);
  }

  /** Base64 of the HMAC. */
  public String sign(String secretKey) {
    return sign(secretKey, stringToSign());
  }

  /** Accepts extra headers sorted as whole lines or by key; the two differ where keys nest. */
  public boolean matches(String secretKey, String presented) {
    boolean matches = ConstantTime.equal(sign(secretKey), presented);
    if (lines.size() > 1) {
      List<String> byKey = new ArrayList<>(lines);
      byKey.sort(BY_KEY);
      if (!byKey.equals(lines)) {
        matches |= ConstantTime.equal(sign(secretKey, join(byKey)), presented);
      }
    }
    return matches;
  }

  private String join(List<String> ordered) {
    StringBuilder text = new StringBuilder(head.length() + path.length() + 64 * ordered.size());
    text.append(head);
    for (String line : ordered) {
      text.append(line).append('\n');
    }
    return text.append(path).toString();
  }

  private static String sign(String secretKey, String stringToSign) {
    return Base64.getEncoder().encodeToString(Digests.hmacSha1(secretKey, Octets.of(stringToSign)));
  }
}
