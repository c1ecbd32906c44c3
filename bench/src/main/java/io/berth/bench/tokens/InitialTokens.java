package io.berth.bench.tokens;

import io.berth.bench.load.Traffic.Code;
import io.berth.bench.load.Traffic.Merchant;
import io.berth.bench.load.Traffic.Tokens;
import io.berth.bench.suite.Platform;
import io.berth.demo.merchant.AccessKeyNames;
import io.berth.demo.merchant.SignedResponse;
import io.berth.demo.recording.Transcript;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Exchanges codes for the first tokens of each connection. */
final class InitialTokens {

  private InitialTokens() {}

  static List<Tokens> tokens(String origin, List<Code> codes) {
    List<Tokens> tokens = new ArrayList<>();
    for (Code code : codes) {
      tokens.add(tokens(origin, code));
    }
    return tokens;
  }

  private static Tokens tokens(String origin, Code code) {
    Merchant app = code.merchant();
    try (io.berth.demo.merchant.MerchantClient server =
        new io.berth.demo.merchant.MerchantClient(
            origin,
            new io.berth.demo.merchant.MerchantClient.Credentials(
                app.appId(), app.accessKey(), app.secretKey(), Platform.CHECK_KEY),
            AccessKeyNames.DRAGONEX,
            new Transcript(new PrintStream(OutputStream.nullOutputStream())),
            Clock.systemUTC())) {
      SignedResponse answer =
          server.post(
              "/api/v1/login/do/",
              Map.of(
                  "code", code.code(),
                  "app_id", app.appId(),
                  "scopes", PlayerConsents.SCOPES,
                  "state", PlayerConsents.STATE,
                  "device", PlayerConsents.DEVICE));
      if (answer.code() != AccessKeyNames.DRAGONEX.success()) {
        throw new IllegalStateException("no tokens: " + answer.body());
      }
      return new Tokens(app, answer.text("access_token"), answer.text("refresh_token"));
    }
  }
}
