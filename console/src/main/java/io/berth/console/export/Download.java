package io.berth.console.export;

import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers with a file. */
public final class Download {

  private Download() {}

  /**
   * Streams a file. A failure closes the connection, so that a partial file is not taken for a
   * complete one.
   *
   * @param parts requested as fast as the reader takes them
   */
  public static Mono<ServerResponse> of(String filename, MediaType type, Flux<String> parts) {
    return ServerResponse.ok()
        .contentType(type)
        .cacheControl(CacheControl.noStore())
        .header(
            "Content-Disposition",
            ContentDisposition.attachment().filename(filename).build().toString())
        .header("X-Content-Type-Options", "nosniff")
        .body(BodyInserters.fromPublisher(parts, String.class));
  }
}
