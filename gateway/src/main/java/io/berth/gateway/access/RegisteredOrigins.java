package io.berth.gateway.access;

import io.berth.dialect.api.App;
import io.berth.dialect.http.HttpUrl;
import io.berth.service.directory.AppDirectory;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Origins of the entry and redirect URLs of all enabled apps, counted so that they can go again.
 */
@Component
public final class RegisteredOrigins {

  private final Map<String, Integer> apps = new ConcurrentHashMap<>();

  @Autowired
  RegisteredOrigins(AppDirectory directory) {
    directory.onChange(this::changed);
  }

  RegisteredOrigins() {}

  /**
   * @param origin as browsers write it
   */
  public boolean contains(String origin) {
    return apps.containsKey(origin);
  }

  void changed(@Nullable App before, @Nullable App after) {
    origins(after).forEach(origin -> apps.merge(origin, 1, Integer::sum));
    origins(before)
        .forEach(
            origin ->
                apps.computeIfPresent(origin, (same, count) -> count == 1 ? null : count - 1));
  }

  private static Set<String> origins(@Nullable App app) {
    Set<String> origins = new HashSet<>();
    if (app != null && app.profile().enabled()) {
      app.links().redirectUrls().forEach(url -> add(url, origins));
      if (app.links().entry() != null) {
        add(app.links().entry(), origins);
      }
    }
    return origins;
  }

  private static void add(String text, Set<String> origins) {
    HttpUrl url = HttpUrl.parse(text);
    if (url != null) {
      origins.add(url.origin());
    }
  }
}
