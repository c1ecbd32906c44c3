package io.berth.dialect.fomo;

import io.berth.dialect.api.JsonDocument;
import io.berth.dialect.api.ResponseBody;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** {@code {"success":bool,"status":int,"msg":string,"data":…}}, always HTTP 200. */
final class FomoEnvelope {
  /** "The outcome is not known yet; ask for the order." */
  private static final String UNKNOWN = "结果未知，请查询订单";

  private FomoEnvelope() {}

  /**
   * @param data writes fields into an open object
   * @param beside writes fields that stand beside {@code data} as well
   */
  static ResponseBody success(Consumer<JsonGenerator> data, Consumer<JsonGenerator> beside) {
    return response(FomoCode.SUCCESS, data, beside);
  }

  static ResponseBody failure(FomoCode code) {
    return response(code, json -> {}, json -> {});
  }

  /** The response where an outcome is unknown: the client looks the transfer up. */
  static ResponseBody unknown(String transferId) {
    Consumer<JsonGenerator> id = json -> json.writeStringProperty("transfer_id", transferId);
    return response(FomoCode.INTERNAL, UNKNOWN, id, id);
  }

  private static ResponseBody response(
      FomoCode code, Consumer<JsonGenerator> data, Consumer<JsonGenerator> beside) {
    return response(code, code.words(), data, beside);
  }

  private static ResponseBody response(
      FomoCode code, String words, Consumer<JsonGenerator> data, Consumer<JsonGenerator> beside) {
    return ResponseBody.json(
        JsonDocument.of(
            json -> {
              json.writeStartObject();
              json.writeBooleanProperty("success", code == FomoCode.SUCCESS);
              json.writeNumberProperty("status", code.number());
              json.writeStringProperty("msg", words);
              json.writeObjectPropertyStart("data");
              data.accept(json);
              json.writeEndObject();
              beside.accept(json);
              json.writeEndObject();
            }));
  }
}
