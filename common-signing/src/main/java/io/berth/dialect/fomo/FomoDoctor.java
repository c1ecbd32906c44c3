package io.berth.dialect.fomo;

import io.berth.api.doctor.Diagnosis;
import io.berth.api.doctor.Mistake;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Authentication.Refused;
import io.berth.dialect.doctor.Examination;
import io.berth.dialect.doctor.SignedText;
import io.berth.dialect.doctor.SignedText.Form;
import io.berth.dialect.doctor.SignedText.Part;
import io.berth.dialect.doctor.SigningRule;
import io.berth.dialect.doctor.Suspicion;
import io.berth.dialect.parameter.Params;
import io.berth.signing.Algorithm;
import io.berth.signing.ConstantTime;
import io.berth.signing.Encoding;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Diagnoses mistakes of senders of this protocol. */
final class FomoDoctor {
  private static final String SECRET = "client_secret";
  private static final String TIMESTAMP = "timestamp";
  private static final Pattern MILLISECONDS = Pattern.compile("[0-9]{13}");

  /** A sender that reads its clock twice, or keeps a signature for a while. */
  private static final int SECONDS_AROUND = 60;

  private FomoDoctor() {}

  static @Nullable Instant signedAt(ApiRequest request) {
    String timestamp = given(request).getOrDefault(TIMESTAMP, "");
    return FomoParameters.UNIX_SECONDS.matcher(timestamp).matches()
        ? Instant.ofEpochSecond(Long.parseLong(timestamp))
        : null;
  }

  private static Map<String, String> given(ApiRequest request) {
    return Params.ofBody(request.header("content-type"), request.body()).all();
  }

  static Diagnosis diagnose(ApiRequest request, Refused refused, App app, Instant now) {
    Map<String, String> given = given(request);
    String timestamp = given.getOrDefault(TIMESTAMP, "");
    return switch (refused.refusal().code()) {
      case BAD_PARAMETER ->
          MILLISECONDS.matcher(timestamp).matches()
              ? Diagnosis.of(Mistake.MILLISECONDS, TIMESTAMP)
              : Examination.plain(refused, request);
      case DATE_OUT_OF_RANGE -> {
        Instant signedAt = signedAt(request);
        yield signedAt == null
            ? Examination.plain(refused, request)
            : Examination.clock(signedAt, now);
      }
      case SIGNATURE_WRONG -> signature(given, app, now);
      case KEY_CHECK_FAILED -> secret(given.getOrDefault(SECRET, ""), app);
      default -> Examination.plain(refused, request);
    };
  }

  private static Diagnosis signature(Map<String, String> given, App app, Instant now) {
    SignedText text =
        new SignedText(
            List.of(new Part(SECRET, "…"), new Part(TIMESTAMP, given.getOrDefault(TIMESTAMP, "0"))),
            between("", false));
    SigningRule rule = new SigningRule(Algorithm.SHA1, Encoding.HEX, StandardCharsets.UTF_8, text);
    String presented = given.getOrDefault("sign", "");
    return new Examination(app, rule, presented).with(SECRET, now).diagnose(suspicions(rule));
  }

  private static List<Suspicion> suspicions(SigningRule rule) {
    SignedText text = rule.text();
    List<Suspicion> all = new ArrayList<>();
    all.add(
        rule.suspect(
            Mistake.KEY_PLACE,
            "timestamp + client_secret",
            new SignedText(text.parts().reversed(), between("", true))));
    for (String separator :
        List.of("&", "+", ":", ",", " ", "&timestamp=", "timestamp=", "&key=", "key=")) {
      all.add(
          rule.suspect(Mistake.SEPARATOR, separator.strip(), text.in(between(separator, false))));
      all.add(
          rule.suspect(Mistake.SEPARATOR, separator.strip(), text.in(between(separator, true))));
    }
    long seconds = Long.parseLong(text.parts().getLast().value());
    for (int off = 1; off <= SECONDS_AROUND; off++) {
      for (int signed : new int[] {-off, off}) {
        String other = Long.toString(seconds + signed);
        all.add(
            rule.suspect(Mistake.TIME_CHANGED, Integer.toString(signed), timestamped(text, other)));
      }
    }
    for (int millis = 0; millis < 1000; millis++) {
      String other = seconds + String.format(Locale.ROOT, "%03d", millis);
      all.add(rule.suspect(Mistake.MILLISECONDS, TIMESTAMP, timestamped(text, other)));
    }
    return all;
  }

  private static SignedText timestamped(SignedText text, String other) {
    return new SignedText(
        List.of(text.parts().getFirst(), new Part(TIMESTAMP, other)), text.form());
  }

  private static Form between(String separator, boolean secretLast) {
    return (parts, secret) -> {
      String timestamp =
          parts.stream()
              .filter(part -> part.name().equals(TIMESTAMP))
              .map(Part::value)
              .findFirst()
              .orElse("");
      return secretLast ? timestamp + separator + secret : secret + separator + timestamp;
    };
  }

  private static Diagnosis secret(String presented, App app) {
    App.RotatingSecret secret = app.credentials().secrets().get(SECRET);
    if (secret == null) {
      return Diagnosis.of(Mistake.UNEXPLAINED, "");
    }
    String right = secret.current().reveal();
    if (secret.previous() != null && ConstantTime.equal(secret.previous().reveal(), presented)) {
      return Diagnosis.of(Mistake.SECRET_REPLACED, SECRET);
    }
    if (ConstantTime.equal(right, presented.strip())) {
      return Diagnosis.of(Mistake.SECRET_WHITESPACE, "");
    }
    return ConstantTime.equal(right, presented.toLowerCase(Locale.ROOT))
        ? Diagnosis.of(Mistake.SECRET_CASE, "")
        : Diagnosis.of(Mistake.UNEXPLAINED, "");
  }
}
