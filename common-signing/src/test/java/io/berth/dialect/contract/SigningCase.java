package io.berth.dialect.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.Caller;
import io.berth.dialect.Api;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Authentication;
import io.berth.dialect.api.Endpoint;
import io.berth.dialect.api.SignedRequest;
import io.berth.dialect.api.UnsignedRequest;
import io.berth.dialect.api.UnsignedRequest.UserToken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Holds what a dialect signs itself to what it accepts, with the parameters of a golden request.
 */
record SigningCase(GoldenWorld world, Endpoint endpoint, Caller.Kind caller, RequestCase valid) {

  void run() {
    Api api = world.dialect().api();
    App app = world.app();
    Map<String, String> given = new LinkedHashMap<>(ParameterCase.sent(valid.request()));
    given.keySet().removeAll(api.proofParameters());
    UnsignedRequest unsigned =
        new UnsignedRequest(
            valid.request().method(),
            valid.request().path(),
            caller,
            given,
            new UserToken("a.token", "device_0001"));
    SignedRequest signed = api.sign(unsigned, endpoint, app, world.now());
    assertThat(signed).isNotNull();
    hidesSecrets(app, signed);
    ApiRequest request = received(signed);
    Authentication proven = api.authenticate(request, endpoint, world, world.now());
    Class<?> expected =
        endpoint.callers().isEmpty()
            ? Authentication.Anyone.class
            : caller == Caller.Kind.SERVER
                ? Authentication.Server.class
                : Authentication.TokenBearer.class;
    assertThat(proven).isInstanceOf(expected);
    Caller reading = world.caller(caller, app, valid.scopes());
    assertThat(endpoint.read(request, reading)).isEqualTo(endpoint.read(valid.request(), reading));
  }

  private static void hidesSecrets(App app, SignedRequest signed) {
    List<String> secrets = new ArrayList<>();
    app.credentials().keys().forEach(key -> secrets.add(key.secretKey().reveal()));
    app.credentials().secrets().values().forEach(it -> secrets.add(it.current().reveal()));
    assertThat(signed.shownBody() + signed.signedText() + signed.headers() + signed.target())
        .doesNotContain(secrets);
  }

  private ApiRequest received(SignedRequest signed) {
    int question = signed.target().indexOf('?');
    Map<String, List<String>> headers = new TreeMap<>();
    signed
        .headers()
        .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), List.of(value)));
    return new ApiRequest(
        valid.request().method(),
        question < 0 ? signed.target() : signed.target().substring(0, question),
        question < 0 ? null : signed.target().substring(question + 1),
        headers,
        signed.body(),
        "127.0.0.1");
  }
}
