package io.berth.dialect.wancms;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Refusal;
import io.berth.dialect.Api;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.dialect.api.Authentication;
import io.berth.dialect.api.Endpoint;
import io.berth.dialect.api.JsonDocument;
import io.berth.dialect.api.ResponseBody;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses requests of servers: this protocol's games use the page around them. */
final class WancmsApi implements Api {

  @Override
  public List<Endpoint> endpoints() {
    return List.of();
  }

  @Override
  public Set<String> pathPrefixes() {
    return Set.of();
  }

  @Override
  public List<WireCode> codes() {
    return WancmsCode.wireCodes();
  }

  @Override
  public Authentication authenticate(
      ApiRequest request, Endpoint endpoint, Apps apps, Instant now) {
    return new Authentication.Refused(Refusal.of(ErrorCode.NO_CONTENT), null, null);
  }

  @Override
  public ResponseBody refuse(Refusal refusal, @Nullable Endpoint endpoint) {
    WancmsCode code = WancmsCode.of(refusal.code());
    return ResponseBody.json(
        JsonDocument.of(
            json -> {
              json.writeStartObject();
              json.writeNumberProperty("code", code.number());
              json.writeStringProperty("msg", code.words());
              json.writeEndObject();
            }));
  }

  @Override
  public Map<String, String> signatureHeaders(App app, byte[] body, Instant now) {
    return Map.of();
  }

  @Override
  public Cors cors() {
    return Cors.NONE;
  }
}
