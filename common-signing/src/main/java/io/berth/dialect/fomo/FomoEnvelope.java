package io.berth.dialect.fomo;

import io.berth.dialect.AccessKeyEnvelope;
import io.berth.dialect.Answer;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** {@code {"success":bool,"status":int,"msg":string,"data":…}}, always HTTP 200. */
final class FomoEnvelope {
  private FomoEnvelope() {}

  /**
   * @param data writes fields into an open object
   * @param beside writes fields that stand beside {@code data} as well
   */
  static Answer success(Consumer<JsonGenerator> data, Consumer<JsonGenerator> beside) {
    return answer(FomoCode.SUCCESS, data, beside);
  }

  static Answer failure(FomoCode code) {
    return answer(code, json -> {}, json -> {});
  }

  private static Answer answer(
      FomoCode code, Consumer<JsonGenerator> data, Consumer<JsonGenerator> beside) {
    return Answer.json(
        AccessKeyEnvelope.document(
            json -> {
              json.writeStartObject();
              json.writeBooleanProperty("success", code == FomoCode.SUCCESS);
              json.writeNumberProperty("status", code.number());
              json.writeStringProperty("msg", code.words());
              json.writeObjectPropertyStart("data");
              data.accept(json);
              json.writeEndObject();
              beside.accept(json);
              json.writeEndObject();
            }));
  }
}
