package io.berth.dialect.egret;

import io.berth.dialect.parameter.Params;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of any body that public game servers send ({@code protocols/egret.md},
 * Signature): JSON, a multipart form, or a form with any content type that a library adds.
 */
final class EgretBody {
  private EgretBody() {}

  static Params params(@Nullable String contentType, byte[] body) {
    String text = new String(body, StandardCharsets.ISO_8859_1).strip();
    if (text.isEmpty()) {
      return Params.ofForm(new byte[0]);
    }
    String type = contentType == null ? "" : contentType.strip();
    if (type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
      return Params.ofBody(type, body);
    }
    // No parameter's name begins with a brace, so a JSON object is known without its type.
    if (text.startsWith("{") || type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      return Params.ofJson(body);
    }
    return Params.ofForm(body[0] == '?' ? Arrays.copyOfRange(body, 1, body.length) : body);
  }
}
