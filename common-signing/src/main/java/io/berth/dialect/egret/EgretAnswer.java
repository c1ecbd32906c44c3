package io.berth.dialect.egret;

import io.berth.dialect.AccessKeyEnvelope;
import io.berth.dialect.Answer;
import io.berth.dialect.JsonData.Shape;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** {@code {"code":0,"msg":"success","data":…}}. */
final class EgretAnswer {
  private EgretAnswer() {}

  static Answer success(Consumer<JsonGenerator> data) {
    return answer(EgretCode.OK, EgretCode.OK_WORDS, data);
  }

  static Answer failure(EgretCode code, Shape shape) {
    return answer(code.number(), code.words(), json -> AccessKeyEnvelope.writeEmpty(json, shape));
  }

  private static Answer answer(int code, String words, Consumer<JsonGenerator> data) {
    return Answer.json(
        AccessKeyEnvelope.document(
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
