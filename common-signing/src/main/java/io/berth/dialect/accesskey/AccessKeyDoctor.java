package io.berth.dialect.accesskey;

import io.berth.api.doctor.Diagnosis;
import io.berth.api.doctor.Diagnosis.Line;
import io.berth.api.doctor.Mistake;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Authentication.Refused;
import io.berth.dialect.doctor.BodyVariants;
import io.berth.dialect.doctor.Examination;
import io.berth.dialect.doctor.SignedText;
import io.berth.dialect.doctor.SignedText.Part;
import io.berth.dialect.doctor.SigningRule;
import io.berth.dialect.http.HttpDate;
import io.berth.signing.Algorithm;
import io.berth.signing.ContentSha1;
import io.berth.signing.Encoding;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Diagnoses mistakes of senders of the AccessKey protocols. */
public final class AccessKeyDoctor {
  static final String METHOD = "method";
  static final String SHA1 = "Content-Sha1";
  static final String TYPE = "Content-Type";
  static final String DATE = "Date";
  static final String PATH = "path";
  private static final Pattern MILLISECONDS = Pattern.compile("[0-9]{13}");
  private static final SignedText.Form LINES =
      (parts, secret) -> parts.stream().map(Part::value).collect(Collectors.joining("\n"));

  private final List<String> signedPrefixes;

  public AccessKeyDoctor(List<String> signedPrefixes) {
    this.signedPrefixes = signedPrefixes;
  }

  /** Time of sending that a request states, or null. */
  static @Nullable Instant sentAt(ApiRequest request) {
    String date = request.header("date");
    return date == null ? null : HttpDate.parse(date);
  }

  Diagnosis diagnose(ApiRequest request, Refused refused, App app, Instant now) {
    return switch (refused.refusal().code()) {
      case DATE_OUT_OF_RANGE -> {
        Instant sentAt = sentAt(request);
        String seconds = request.header("ts");
        yield sentAt != null
            ? Examination.clock(sentAt, now)
            : seconds != null && seconds.matches("[0-9]{1,11}")
                ? Examination.clock(Instant.ofEpochSecond(Long.parseLong(seconds)), now)
                : Examination.plain(refused, request);
      }
      case DATE_MALFORMED -> date(request);
      case KEY_UNKNOWN -> key(request, app);
      case SIGNATURE_WRONG ->
          "Auth".equals(refused.refusal().detail())
              ? signature(request, app, now)
              : body(request, refused);
      default -> Examination.plain(refused, request);
    };
  }

  private static Diagnosis date(ApiRequest request) {
    String seconds = request.header("ts");
    if (seconds != null && request.header("auth") == null) {
      return MILLISECONDS.matcher(seconds).matches()
          ? Diagnosis.of(Mistake.MILLISECONDS, "ts")
          : Diagnosis.of(Mistake.DATE_FORM, seconds);
    }
    String date = request.header("date");
    return date == null || date.isBlank()
        ? Diagnosis.of(Mistake.MISSING, DATE)
        : Diagnosis.of(Mistake.DATE_FORM, date);
  }

  private static Diagnosis key(ApiRequest request, App app) {
    String auth = request.header("auth");
    if (auth == null || auth.isBlank()) {
      return Diagnosis.of(Mistake.MISSING, "Auth");
    }
    int colon = auth.indexOf(':');
    if (colon <= 0) {
      return Diagnosis.of(Mistake.KEY_FORM, "");
    }
    String given = auth.substring(0, colon).strip();
    for (App.AccessKey key : app.credentials().keys()) {
      boolean nearly = key.accessKey().equalsIgnoreCase(given);
      if (nearly || given.endsWith(" " + key.accessKey())) {
        return Diagnosis.of(Mistake.KEY_MISSPELT, key.accessKey());
      }
    }
    return Diagnosis.of(Mistake.PLAIN, "");
  }

  private Diagnosis signature(ApiRequest request, App app, Instant now) {
    String auth = String.valueOf(request.header("auth"));
    int colon = auth.indexOf(':');
    App.AccessKey key = app.key(auth.substring(0, Math.max(colon, 0)));
    SigningRule rule =
        new SigningRule(
            Algorithm.HMAC_SHA1, Encoding.BASE64, StandardCharsets.ISO_8859_1, text(request));
    return new Examination(app, rule, auth.substring(colon + 1))
        .with(key == null ? null : key.secretKey())
        .diagnose(new AccessKeySuspicions(rule, request, signedPrefixes).all());
  }

  public SignedText text(ApiRequest request) {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part(METHOD, request.method()));
    parts.add(new Part(SHA1, header(request, SHA1)));
    parts.add(new Part(TYPE, header(request, TYPE)));
    parts.add(new Part(DATE, header(request, DATE)));
    parts.addAll(extra(request));
    parts.add(new Part(PATH, request.path()));
    return new SignedText(parts, LINES);
  }

  private static String header(ApiRequest request, String name) {
    String value = request.header(name);
    return value == null ? "" : value;
  }

  private List<Part> extra(ApiRequest request) {
    List<Part> extra = new ArrayList<>();
    request
        .headers()
        .forEach(
            (name, values) -> {
              if (isExtra(name)) {
                values.forEach(value -> extra.add(new Part(name, name + ':' + value)));
              }
            });
    extra.sort(Comparator.comparing(Part::value));
    return extra;
  }

  private boolean isExtra(String name) {
    return isExtra(name, signedPrefixes);
  }

  static boolean isExtra(String name, List<String> signedPrefixes) {
    return signedPrefixes.stream().anyMatch(name.toLowerCase(Locale.ROOT)::startsWith);
  }

  /** The signature is right, but what it covers is not what came. */
  private Diagnosis body(ApiRequest request, Refused refused) {
    String presented = header(request, SHA1);
    if (presented.isEmpty()) {
      return Diagnosis.of(Mistake.MISSING, SHA1);
    }
    if (ContentSha1.matches(request.body(), presented)) {
      return Examination.plain(refused, request);
    }
    String right = ContentSha1.of(request.body());
    SignedText text = text(request);
    List<Line> lines = text.beside(text.with(SHA1, right));
    for (Encoding encoding : Encoding.values()) {
      if (encoding.of(Algorithm.SHA1.of("", request.body())).equals(presented)) {
        return new Diagnosis(Mistake.BODY_DIGEST_FORM, encoding.ownName(), lines);
      }
    }
    for (BodyVariants.Variant variant : BodyVariants.of(request.body())) {
      if (ContentSha1.matches(variant.body(), presented)) {
        return new Diagnosis(variant.mistake(), "", lines);
      }
    }
    return new Diagnosis(Mistake.BODY_OTHER, "", lines);
  }
}
