package io.berth.service.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Everything below {@code classpath:/assets/}, read once at start and served from memory under
 * {@code /assets/} with an entity tag.
 */
final class Assets {
  private static final CacheControl CACHING =
      CacheControl.maxAge(Duration.ofHours(1)).cachePublic().mustRevalidate();

  private record Asset(byte[] bytes, MediaType type, String tag) {}

  private final Map<String, Asset> byPath;

  /**
   * @param libraries patterns of class path resources by the path that each is served at
   * @throws IllegalArgumentException where a library is not there, or more than once
   */
  Assets(ResourcePatternResolver resources, Map<String, String> libraries) {
    Map<String, Asset> found = new HashMap<>();
    try {
      for (Resource resource : resources.getResources("classpath*:/assets/**")) {
        if (resource.isReadable() && resource.getFilename() != null) {
          String url = resource.getURL().toString();
          String path = url.substring(url.lastIndexOf("/assets/"));
          if (!path.endsWith("/")) {
            found.putIfAbsent(path, read(resource));
          }
        }
      }
      for (Map.Entry<String, String> library : libraries.entrySet()) {
        Resource[] matches = resources.getResources("classpath*:" + library.getValue());
        if (matches.length != 1) {
          throw new IllegalArgumentException(
              "berth.pages.libraries: " + matches.length + " times " + library.getValue());
        }
        found.put(library.getKey(), read(matches[0]));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byPath = Map.copyOf(found);
  }

  private static Asset read(Resource resource) throws IOException {
    byte[] bytes = resource.getContentAsByteArray();
    MediaType type =
        MediaTypeFactory.getMediaType(resource).orElse(MediaType.APPLICATION_OCTET_STREAM);
    return new Asset(bytes, type, '"' + fingerprint(bytes) + '"');
  }

  private static String fingerprint(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  Mono<ServerResponse> answer(ServerRequest request) {
    Asset asset = byPath.get(request.path());
    if (asset == null) {
      return ServerResponse.notFound().build();
    }
    return request
        .checkNotModified(asset.tag())
        .switchIfEmpty(
            Mono.defer(
                () ->
                    ServerResponse.ok()
                        .contentType(asset.type())
                        .cacheControl(CACHING)
                        .eTag(asset.tag())
                        .header("X-Content-Type-Options", "nosniff")
                        .bodyValue(asset.bytes())));
  }
}
