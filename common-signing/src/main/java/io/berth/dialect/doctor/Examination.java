package io.berth.dialect.doctor;

import io.berth.api.ErrorCode;
import io.berth.api.doctor.Diagnosis;
import io.berth.api.doctor.Mistake;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Authentication;
import io.berth.dialect.api.Secret;
import io.berth.signing.ConstantTime;
import io.berth.signing.Encoding;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Looks for what a refused request has gone wrong with. Its work is bounded by its suspicions. */
public final class Examination {
  private static final int LONGEST_TEXT = 16 * 1024;
  private static final long QUARTER_HOUR = Duration.ofMinutes(15).toSeconds();
  private static final long FARTHEST_ZONE = Duration.ofHours(14).toSeconds();

  /** Networks and people take their time, but not so long that it looks like another zone. */
  private static final long SLACK = Duration.ofMinutes(4).toSeconds();

  private final App app;
  private final SigningRule rule;
  private final String presented;
  private final List<String> secrets = new ArrayList<>();

  /**
   * @param presented the signature that came
   */
  public Examination(App app, SigningRule rule, String presented) {
    this.app = app;
    this.rule = rule;
    this.presented = presented;
  }

  /** Adds what the request should have been signed with. */
  public Examination with(@Nullable Secret secret) {
    if (secret != null) {
      secrets.add(secret.reveal());
    }
    return this;
  }

  /** Adds one of the dialect's own secrets, as it counts now. */
  public Examination with(String name, Instant now) {
    App.RotatingSecret secret = app.credentials().secrets().get(name);
    return secret == null ? this : with(secret.current()).with(secret.previousAt(now));
  }

  /**
   * @param suspicions of the dialect's own, the likelier first; others follow
   */
  public Diagnosis diagnose(List<Suspicion> suspicions) {
    if (rule.text().under("").length() > LONGEST_TEXT) {
      return new Diagnosis(Mistake.UNEXPLAINED, "", List.of());
    }
    List<Suspicion> all = new ArrayList<>(suspicions);
    all.addAll(rule.withoutSecret());
    all.addAll(rule.miscomputed());
    all.addAll(rule.misreadSecret());
    all.addAll(otherSecrets());
    for (Suspicion suspicion : all) {
      if (fits(suspicion)) {
        return suspicion.confirmed();
      }
    }
    return new Diagnosis(
        secrets.stream().anyMatch(secret -> isEscaped(rule.sign(secret)))
            ? Mistake.SIGNATURE_ESCAPED
            : Mistake.UNEXPLAINED,
        "",
        rule.text().lines());
  }

  private boolean fits(Suspicion suspicion) {
    return secrets.stream()
        .anyMatch(secret -> isPresented(suspicion.signature().apply(secret), presented.strip()));
  }

  /** A dialect that writes hex takes it in either case, and so does each suspicion. */
  private boolean isPresented(String signature, String given) {
    return rule.encoding() == Encoding.HEX
        ? ConstantTime.equal(signature.toLowerCase(Locale.ROOT), given.toLowerCase(Locale.ROOT))
        : ConstantTime.equal(signature, given);
  }

  private List<Suspicion> otherSecrets() {
    List<Suspicion> suspicions = new ArrayList<>();
    for (App.AccessKey key : app.credentials().keys()) {
      suspicions.add(
          rule.under(key.secretKey().reveal(), Mistake.SECRET_OF_OTHER_KEY, key.accessKey()));
      suspicions.add(rule.under(key.accessKey(), Mistake.SECRET_OTHER, "access_key"));
    }
    app.credentials()
        .secrets()
        .forEach(
            (name, secret) -> {
              suspicions.add(rule.under(secret.current().reveal(), Mistake.SECRET_OTHER, name));
              if (secret.previous() != null) {
                suspicions.add(
                    rule.under(secret.previous().reveal(), Mistake.SECRET_REPLACED, name));
              }
            });
    suspicions.add(rule.under(app.publicId(), Mistake.SECRET_OTHER, "app_id"));
    return suspicions;
  }

  private boolean isEscaped(String signature) {
    if (ConstantTime.equal(signature.replace('+', ' '), presented)) {
      return true;
    }
    try {
      return presented.indexOf('%') >= 0
          && ConstantTime.equal(signature, URLDecoder.decode(presented, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notEscaped) {
      return false;
    }
  }

  /** A clock that is wrong, or set to another time zone than it says. */
  public static Diagnosis clock(Instant sentAt, Instant now) {
    long ahead = sentAt.getEpochSecond() - now.getEpochSecond();
    long quarters = Math.round((double) ahead / QUARTER_HOUR);
    boolean zone =
        Math.abs(ahead) <= FARTHEST_ZONE + SLACK
            && Math.abs(quarters) >= 2
            && Math.abs(ahead - quarters * QUARTER_HOUR) <= SLACK
            && quarters % 2 == 0;
    return zone
        ? Diagnosis.of(Mistake.LOCAL_TIME, hours(quarters))
        : Diagnosis.of(Mistake.CLOCK, Long.toString(ahead));
  }

  private static String hours(long quarters) {
    String sign = quarters < 0 ? "-" : "+";
    long minutes = Math.abs(quarters) * 15;
    return sign + minutes / 60 + (minutes % 60 == 0 ? "" : ":" + minutes % 60);
  }

  /** Diagnoses refusals in ways that hold for any dialect. */
  public static Diagnosis plain(Authentication.Refused refused, ApiRequest request) {
    String detail = refused.refusal().detail();
    if (refused.refusal().code() == ErrorCode.IP_NOT_BOUND) {
      return Diagnosis.of(Mistake.ADDRESS, request.address());
    }
    if (detail != null && detail.endsWith(": missing")) {
      return Diagnosis.of(Mistake.MISSING, detail.substring(0, detail.indexOf(':')));
    }
    return refused.mismatch() == null
        ? Diagnosis.of(Mistake.PLAIN, "")
        : new Diagnosis(
            Mistake.UNEXPLAINED,
            "",
            refused
                .mismatch()
                .stringToSign()
                .lines()
                .map(line -> Diagnosis.Line.same("", line))
                .toList());
  }
}
