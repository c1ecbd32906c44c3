package io.berth.pay.order;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Compares redirect URLs with the registered ones: all but the query has to be equal. */
final class RedirectUrls {

  private record Place(String scheme, String host, int port, String path) {}

  private RedirectUrls() {}

  static boolean isRegistered(String url, List<String> registered) {
    if (registered.contains(url)) {
      return true;
    }
    Place place = place(url);
    return place != null
        && registered.stream().anyMatch(candidate -> place.equals(place(candidate)));
  }

  // User information and fragments are how an address is made to look like another.
  private static @Nullable Place place(String url) {
    try {
      // The query is free, and real ones hold characters that a URI may not.
      int query = url.indexOf('?');
      URI uri = new URI(query < 0 ? url : url.substring(0, query));
      String scheme = uri.getScheme();
      String host = uri.getHost();
      if (scheme == null || host == null || uri.getRawUserInfo() != null || url.indexOf('#') >= 0) {
        return null;
      }
      String lowerScheme = scheme.toLowerCase(Locale.ROOT);
      int port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(lowerScheme) ? 443 : 80;
      String path = uri.getRawPath();
      return new Place(
          lowerScheme, host.toLowerCase(Locale.ROOT), port, path.isEmpty() ? "/" : path);
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
