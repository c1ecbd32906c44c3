package io.berth.dialect.doctor;

import io.berth.api.doctor.Mistake;
import io.berth.signing.Algorithm;
import io.berth.signing.Encoding;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Rule by which one request has to be signed, for trying variants of it. */
public record SigningRule(
    Algorithm algorithm, Encoding encoding, Charset charset, SignedText text) {

  String sign(String secret) {
    return encoding.of(digest(secret));
  }

  private byte[] digest(String secret) {
    return algorithm.of(secret, text.under(secret).getBytes(charset));
  }

  private SigningRule by(Algorithm other) {
    return new SigningRule(other, encoding, charset, text);
  }

  /** Another text was signed. */
  public Suspicion suspect(Mistake mistake, String detail, SignedText other) {
    SigningRule rule = new SigningRule(algorithm, encoding, charset, other);
    return new Suspicion(mistake, detail, text.beside(other), rule::sign);
  }

  /** The text was signed as other bytes. */
  public Suspicion suspect(Charset other) {
    SigningRule rule = new SigningRule(algorithm, encoding, other, text);
    return suspect(Mistake.CHARSET, other.name(), rule::sign);
  }

  private Suspicion suspect(Mistake mistake, String detail, Function<String, String> signature) {
    return new Suspicion(mistake, detail, text.lines(), signature);
  }

  /** The right text, wrongly computed or written. */
  List<Suspicion> miscomputed() {
    List<Suspicion> suspicions = new ArrayList<>();
    for (Encoding other : Encoding.values()) {
      suspicions.add(
          suspect(Mistake.ENCODING, other.ownName(), secret -> other.of(digest(secret))));
    }
    for (Algorithm other : Algorithm.values()) {
      for (Encoding written : Encoding.values()) {
        for (Function<String, byte[]> digest : digests(other)) {
          suspicions.add(
              suspect(
                  Mistake.ALGORITHM, other.ownName(), secret -> written.of(digest.apply(secret))));
        }
      }
    }
    return suspicions;
  }

  /** An HMAC's key is not in the text, while a plain digest has it at either end of the text. */
  private List<Function<String, byte[]>> digests(Algorithm other) {
    if (other.isKeyed() == algorithm.isKeyed()) {
      return List.of(secret -> by(other).digest(secret));
    } else if (other.isKeyed()) {
      return List.of(
          secret -> other.of(secret, text.under("").getBytes(charset)),
          secret -> by(other).digest(secret));
    }
    return List.of(
        secret -> other.of("", (text.under(secret) + secret).getBytes(charset)),
        secret -> other.of("", (secret + text.under(secret)).getBytes(charset)),
        secret -> by(other).digest(secret));
  }

  /** The right text under no secret at all. */
  List<Suspicion> withoutSecret() {
    List<Suspicion> suspicions = new ArrayList<>();
    for (Encoding written : Encoding.values()) {
      suspicions.add(
          suspect(
              Mistake.SECRET_LEFT_OUT,
              "",
              secret -> written.of(algorithm.of("", text.under("").getBytes(charset)))));
    }
    return suspicions;
  }

  /** The right text under something that is near the secret. */
  List<Suspicion> misreadSecret() {
    List<Suspicion> suspicions = new ArrayList<>();
    for (String end : List.of("\n", "\r\n", "\r", " ")) {
      suspicions.add(suspect(Mistake.SECRET_WHITESPACE, "", secret -> sign(secret + end)));
    }
    suspicions.add(suspect(Mistake.SECRET_WHITESPACE, "", secret -> sign(" " + secret)));
    suspicions.add(
        suspect(Mistake.SECRET_CASE, "", secret -> sign(secret.toUpperCase(Locale.ROOT))));
    suspicions.add(
        suspect(Mistake.SECRET_CASE, "", secret -> sign(secret.toLowerCase(Locale.ROOT))));
    return suspicions;
  }

  /** The right text under another secret. */
  Suspicion under(String other, Mistake mistake, String detail) {
    return suspect(mistake, detail, secret -> sign(other));
  }
}
