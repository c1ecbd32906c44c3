package io.berth.dialect.accesskey;

import io.berth.api.Caller;
import io.berth.dialect.api.App;
import io.berth.dialect.api.JsonDocument;
import io.berth.dialect.api.SignedRequest;
import io.berth.dialect.api.UnsignedRequest;
import io.berth.dialect.http.FormText;
import io.berth.dialect.http.HttpDate;
import io.berth.signing.ContentSha1;
import io.berth.signing.HeaderSignature;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes requests as an app's server or front end does. */
final class AccessKeySigner {
  private static final String JSON = "application/json";

  private final List<String> signedPrefixes;

  AccessKeySigner(List<String> signedPrefixes) {
    this.signedPrefixes = signedPrefixes;
  }

  /** Null where a server's request has no key to sign with. */
  @Nullable SignedRequest sign(UnsignedRequest request, App app, Instant now) {
    boolean isGet = request.method().equals("GET");
    String target = isGet ? FormText.target(request.path(), request.parameters()) : request.path();
    byte[] body = isGet ? new byte[0] : json(request.parameters());
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("App-Id", app.publicId());
    if (!isGet) {
      headers.put("Content-Type", JSON);
    }
    if (request.caller() == Caller.Kind.CLIENT) {
      headers.put("at", request.token().accessToken());
      headers.put("ts", Long.toString(now.getEpochSecond()));
      headers.put("device", request.token().device());
      return SignedRequest.of(target, headers, body, "");
    }
    App.AccessKey key = key(app);
    if (key == null) {
      return null;
    }
    if (!isGet) {
      headers.put("Content-Sha1", ContentSha1.of(body));
    }
    headers.put("Date", HttpDate.format(now));
    HeaderSignature signature =
        HeaderSignature.of(request.method(), request.path(), lists(headers), signedPrefixes);
    headers.put("Auth", key.accessKey() + ':' + signature.sign(key.secretKey().reveal()));
    return SignedRequest.of(target, headers, body, signature.stringToSign());
  }

  /** One that may be used from any address, if there is one. */
  private static App.@Nullable AccessKey key(App app) {
    List<App.AccessKey> enabled =
        app.credentials().keys().stream().filter(App.AccessKey::enabled).toList();
    return enabled.stream()
        .filter(key -> key.ips().isEmpty())
        .findFirst()
        .orElse(enabled.isEmpty() ? null : enabled.getFirst());
  }

  private static byte[] json(Map<String, String> parameters) {
    return JsonDocument.of(
        json -> {
          json.writeStartObject();
          parameters.forEach(json::writeStringProperty);
          json.writeEndObject();
        });
  }

  private static Map<String, List<String>> lists(Map<String, String> headers) {
    return headers.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> List.of(each.getValue())));
  }
}
