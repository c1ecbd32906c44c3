package io.berth.dialect.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Refusal;
import io.berth.dialect.Api;
import io.berth.dialect.Api.WireCode;
import io.berth.dialect.api.Endpoint;
import io.berth.dialect.api.ResponseBody;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A wire code: what causes it, and its response at every endpoint. */
record CodeCase(GoldenWorld world, GoldenFile golden) {
  private static final Set<String> SECTIONS = Set.of("causes", "words", "object", "list", "seal");

  void run() {
    golden.allow(SECTIONS);
    WireCode code = code();
    Set<ErrorCode> causes = causes(golden);
    assertThat(code.words()).isEqualTo(golden.section("words"));
    assertThat(code.causes()).isEqualTo(causes);
    for (ErrorCode cause : causes) {
      everywhere(Refusal.of(cause, "for logs alone"));
    }
  }

  static Set<ErrorCode> causes(GoldenFile golden) {
    return Arrays.stream(golden.section("causes").split("\\s+"))
        .filter(name -> !name.isEmpty())
        .map(ErrorCode::valueOf)
        .collect(Collectors.toSet());
  }

  private WireCode code() {
    String number = golden.path().getFileName().toString().replace(".golden", "");
    return world.dialect().api().codes().stream()
        .filter(code -> Integer.toString(code.number()).equals(number))
        .findFirst()
        .orElseThrow(() -> new AssertionError("this dialect has no code " + number));
  }

  private void everywhere(Refusal refusal) {
    Api api = world.dialect().api();
    for (Endpoint endpoint : world.endpoints()) {
      ResponseBody response = api.refuse(refusal, endpoint);
      assertThat(response.status()).isEqualTo(200);
      assertBody(
          response, world.definition().lists().contains(endpoint.name()) ? "list" : "object");
    }
    if (world.isDialects()) {
      assertBody(api.refuse(refusal, null), "object");
    }
    byte[] object = golden.section("object").getBytes(StandardCharsets.UTF_8);
    assertThat(api.signatureHeaders(world.app(), object, world.now())).isEqualTo(signature());
  }

  /** None where the dialect does not signature. */
  private Map<String, String> signature() {
    return golden.has("seal")
        ? HttpText.parse("\n" + golden.section("seal")).singleHeaders()
        : Map.of();
  }

  private void assertBody(ResponseBody response, String section) {
    assertThat(new String(response.body(), StandardCharsets.UTF_8))
        .isEqualTo(golden.section(section));
  }
}
