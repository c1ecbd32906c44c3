package io.berth.console.page;

import io.berth.service.page.Csrf;
import io.berth.service.page.Pages;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.http.codec.multipart.FormFieldPart;
import org.springframework.http.codec.multipart.Part;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Reads the files of forms; no more comes than the gateway lets through. */
@Component
public final class Uploads {
  /** In Base64, a larger file makes no command: see {@code berth.command.max-body}. */
  private static final int LARGEST = 720 * 1024;

  private final Csrf csrf;
  private final Pages pages;

  Uploads(Csrf csrf, Pages pages) {
    this.csrf = csrf;
    this.pages = pages;
  }

  /**
   * Reads the file of a form; refuses one without a valid CSRF token.
   *
   * @param field of the file, which is empty where none was chosen
   */
  public Mono<ServerResponse> read(
      ServerRequest request, String field, Function<byte[], Mono<ServerResponse>> work) {
    return read(request, field, (_, content) -> work.apply(content));
  }

  /**
   * Reads the file of a form with its name, which is the sender's choice; refuses one without a
   * valid CSRF token.
   */
  public Mono<ServerResponse> read(
      ServerRequest request, String field, BiFunction<String, byte[], Mono<ServerResponse>> work) {
    return request
        .multipartData()
        .flatMap(
            parts -> {
              MultiValueMap<String, String> fields = new LinkedMultiValueMap<>();
              if (parts.getFirst(Csrf.FIELD) instanceof FormFieldPart token) {
                fields.add(Csrf.FIELD, token.value());
              }
              String problem = csrf.problem(request, fields);
              Part file = parts.getFirst(field);
              return problem != null
                  ? pages.error(request, HttpStatus.FORBIDDEN, problem)
                  : (file == null ? Mono.just(new byte[0]) : bytes(file))
                      .flatMap(
                          content ->
                              work.apply(
                                  file instanceof FilePart named ? named.filename() : "", content));
            });
  }

  private static Mono<byte[]> bytes(Part part) {
    return DataBufferUtils.join(part.content(), LARGEST)
        .map(
            buffer -> {
              byte[] bytes = new byte[buffer.readableByteCount()];
              buffer.read(bytes);
              DataBufferUtils.release(buffer);
              return bytes;
            })
        .defaultIfEmpty(new byte[0]);
  }
}
