package io.berth.dialect.accesskey;

import io.berth.dialect.api.JsonData.Shape;
import io.berth.dialect.api.ResponseBody;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Wraps an answer's data.
 *
 * @param successCode what success is numbered
 * @param head writes the fields in front of {@code data}
 */
public record AccessKeyEnvelope(int successCode, Head head) {
  private static final JsonFactory JSON =
      JsonFactory.builder().recyclerPool(JsonRecyclerPools.threadLocalPool()).build();
  private static final int TYPICAL_BYTES = 512;

  /** Writes fields into an open object. */
  @FunctionalInterface
  public interface Head {
    void write(JsonGenerator json, boolean ok, int code, String message);
  }

  /** A JSON document. */
  public static byte[] document(Consumer<JsonGenerator> value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_BYTES);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      value.accept(json);
    }
    return bytes.toByteArray();
  }

  ResponseBody success(Consumer<JsonGenerator> data) {
    return ResponseBody.json(document(json -> wrap(json, true, successCode, "", data)));
  }

  ResponseBody failure(AccessKeyCode code, Shape shape) {
    return ResponseBody.json(
        document(
            json -> wrap(json, false, code.number(), code.words(), it -> writeEmpty(it, shape))));
  }

  private void wrap(
      JsonGenerator json, boolean ok, int code, String message, Consumer<JsonGenerator> data) {
    json.writeStartObject();
    head.write(json, ok, code, message);
    json.writeName("data");
    data.accept(json);
    json.writeEndObject();
  }

  /** Nothing, in the given shape. */
  public static void writeEmpty(JsonGenerator json, Shape shape) {
    switch (shape) {
      case OBJECT -> json.writeStartObject().writeEndObject();
      case LIST -> json.writeStartArray().writeEndArray();
    }
  }
}
