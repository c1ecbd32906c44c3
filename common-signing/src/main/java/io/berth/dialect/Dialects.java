package io.berth.dialect;

import io.berth.dialect.api.Endpoint;
import io.berth.dialect.http.PathPattern;
import io.berth.dialect.page.Pages;
import io.berth.dialect.page.StaticResource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds dialects, their endpoints and pages. Refuses two dialects with one endpoint. */
public final class Dialects {

  /** An endpoint, and the dialect that it belongs to. */
  public record RouteMatch(Dialect dialect, Endpoint endpoint) {}

  private final Map<String, Dialect> byId = new HashMap<>();
  private final Map<String, RouteMatch> byMethodAndPath = new HashMap<>();
  private final Map<String, Dialect> byPrefix = new HashMap<>();
  private final Map<String, List<Dialect>> byPage = new HashMap<>();

  private final Map<PathPattern, Dialect> gamePages = new HashMap<>();
  private final Map<String, StaticResource> resources = new HashMap<>();

  public Dialects(Iterable<Dialect> dialects) {
    for (Dialect dialect : dialects) {
      if (byId.putIfAbsent(dialect.id(), dialect) != null) {
        throw new IllegalStateException("two dialects are called " + dialect.id());
      }
      for (Endpoint endpoint : dialect.api().endpoints()) {
        addEndpoint(dialect, endpoint);
      }
      for (String prefix : dialect.api().pathPrefixes()) {
        addPrefix(dialect, prefix);
      }
      for (StaticResource resource : dialect.pages().resources()) {
        if (resources.putIfAbsent(resource.path(), resource) != null) {
          throw new IllegalStateException("two dialects bring " + resource.path());
        }
      }
      for (Pages.Page page : dialect.pages().all()) {
        if (page.kind() == Pages.Kind.GAME) {
          addGamePage(dialect, page.path());
        }
        byPage.computeIfAbsent(page.path(), path -> new ArrayList<>()).add(dialect);
      }
    }
    byPage.keySet().forEach(this::requireReachable);
    resources.keySet().forEach(this::requireReachable);
  }

  /** All dialects on the class path. */
  public static Dialects installed() {
    return new Dialects(ServiceLoader.load(Dialect.class));
  }

  private void addEndpoint(Dialect dialect, Endpoint endpoint) {
    for (String path : endpoint.paths()) {
      for (String method : endpoint.methods()) {
        String key = method + ' ' + path;
        RouteMatch other = byMethodAndPath.putIfAbsent(key, new RouteMatch(dialect, endpoint));
        if (other != null) {
          throw new IllegalStateException(
              key + " is served by both " + other.dialect().id() + " and " + dialect.id());
        }
      }
    }
  }

  private void addPrefix(Dialect dialect, String prefix) {
    byPrefix.forEach(
        (other, owner) -> {
          if (owner != dialect && (other.startsWith(prefix) || prefix.startsWith(other))) {
            throw new IllegalStateException(
                prefix + " of " + dialect.id() + " overlaps " + other + " of " + owner.id());
          }
        });
    byPrefix.put(prefix, dialect);
  }

  /** Every path under an API's prefix is answered by that API, so nothing else may be there. */
  private void requireReachable(String path) {
    Dialect hiding = owner(path);
    if (hiding != null) {
      throw new IllegalStateException(path + " is under a path prefix of " + hiding.id());
    }
  }

  private void addGamePage(Dialect dialect, String path) {
    if (byPage.containsKey(path)) {
      throw new IllegalStateException(path + " is a page of two dialects");
    }
    gamePages.put(new PathPattern(path), dialect);
  }

  /** The dialect whose path space this is, whether or not there is an endpoint; or null. */
  public @Nullable Dialect owner(String path) {
    for (Map.Entry<String, Dialect> entry : byPrefix.entrySet()) {
      if (path.startsWith(entry.getKey())) {
        return entry.getValue();
      }
    }
    return null;
  }

  public Iterable<Dialect> all() {
    return List.copyOf(byId.values());
  }

  public @Nullable Dialect byId(String id) {
    return byId.get(id);
  }

  public @Nullable RouteMatch endpoint(String method, String path) {
    return byMethodAndPath.get(method + ' ' + path);
  }

  /** The file that a dialect brings for exactly this path, or null. */
  public @Nullable StaticResource resource(String path) {
    return resources.get(path);
  }

  /** The dialect whose game page this is, or null. */
  public @Nullable Dialect withGamePage(String path) {
    for (Map.Entry<PathPattern, Dialect> page : gamePages.entrySet()) {
      if (page.getKey().matches(path)) {
        return page.getValue();
      }
    }
    return null;
  }

  /** Dialects that show a page at this path; the app named in the request decides between them. */
  public List<Dialect> withPage(String path) {
    return List.copyOf(byPage.getOrDefault(path, List.of()));
  }
}
