package io.berth.dialect.egret;

import io.berth.dialect.api.JsonData.Shape;
import io.berth.dialect.api.JsonDocument;
import io.berth.dialect.api.ResponseBody;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** {@code {"code":0,"msg":"success","data":…}}. */
final class EgretResponses {
  private EgretResponses() {}

  static ResponseBody success(Consumer<JsonGenerator> data) {
    return response(EgretCode.OK, EgretCode.OK_WORDS, data);
  }

  static ResponseBody failure(EgretCode code, Shape shape) {
    return response(code.number(), code.words(), shape::writeEmpty);
  }

  private static ResponseBody response(int code, String words, Consumer<JsonGenerator> data) {
    return ResponseBody.json(
        JsonDocument.of(
            json -> {
              json.writeStartObject();
              json.writeNumberProperty("code", code);
              json.writeStringProperty("msg", words);
              json.writeName("data");
              data.accept(json);
              json.writeEndObject();
            }));
  }
}
