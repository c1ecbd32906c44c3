package io.berth.console.company;

import io.berth.api.company.LegalOutcome.DocumentFound;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Sends a company's document to be saved: shown inline it could run as a page of ours. */
final class DocumentFile {

  private DocumentFile() {}

  static Mono<ServerResponse> of(DocumentFound document) {
    return ServerResponse.ok()
        .contentType(MediaType.parseMediaType(document.mediaType()))
        .cacheControl(CacheControl.noStore())
        .header(
            "Content-Disposition",
            ContentDisposition.attachment()
                .filename(document.name(), StandardCharsets.UTF_8)
                .build()
                .toString())
        .header("X-Content-Type-Options", "nosniff")
        .bodyValue(Base64.getDecoder().decode(document.content()));
  }
}
