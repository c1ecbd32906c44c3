package io.berth.bench.tokens;

import io.berth.bench.load.Traffic.Code;
import io.berth.bench.load.Traffic.Merchant;
import io.berth.bench.load.Traffic.Tokens;
import io.berth.bench.suite.Platform;
import io.berth.standalone.demo.Answer;
import io.berth.standalone.demo.Conventions;
import io.berth.standalone.demo.Transcript;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gets the first tokens of a chain, one by one. */
final class Exchange {

  private Exchange() {}

  static List<Tokens> tokens(String origin, List<Code> codes) {
    List<Tokens> tokens = new ArrayList<>();
    for (Code code : codes) {
      tokens.add(tokens(origin, code));
    }
    return tokens;
  }

  private static Tokens tokens(String origin, Code code) {
    Merchant app = code.merchant();
    try (io.berth.standalone.demo.Merchant server =
        new io.berth.standalone.demo.Merchant(
            origin,
            new io.berth.standalone.demo.Merchant.Credentials(
                app.appId(), app.accessKey(), app.secretKey(), Platform.CHECK_KEY),
            Conventions.DRAGONEX,
            new Transcript(new PrintStream(OutputStream.nullOutputStream())),
            Clock.systemUTC())) {
      Answer answer =
          server.posts(
              "/api/v1/login/do/",
              Map.of(
                  "code", code.code(),
                  "app_id", app.appId(),
                  "scopes", Consents.SCOPES,
                  "state", Consents.STATE,
                  "device", Consents.DEVICE));
      if (answer.code() != Conventions.DRAGONEX.success()) {
        throw new IllegalStateException("no tokens: " + answer.body());
      }
      return new Tokens(app, answer.text("access_token"), answer.text("refresh_token"));
    }
  }
}
