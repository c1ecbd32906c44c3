package io.berth.dialect.accesskey;

import io.berth.api.doctor.Mistake;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.doctor.BodyVariants;
import io.berth.dialect.doctor.Permutations;
import io.berth.dialect.doctor.SignedText;
import io.berth.dialect.doctor.SignedText.Part;
import io.berth.dialect.doctor.SigningRule;
import io.berth.dialect.doctor.Suspicion;
import io.berth.dialect.http.HttpDate;
import io.berth.signing.Algorithm;
import io.berth.signing.ContentSha1;
import io.berth.signing.Encoding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Variants that the sender of a request of the AccessKey protocols may have signed by mistake. */
final class AccessKeySuspicions {

  /** A sender that reads its clock twice, or whose HTTP library sets a Date of its own. */
  private static final int SECONDS_AROUND = 120;

  private final SigningRule rule;
  private final SignedText text;
  private final ApiRequest request;
  private final List<String> signedPrefixes;

  AccessKeySuspicions(SigningRule rule, ApiRequest request, List<String> signedPrefixes) {
    this.rule = rule;
    this.text = rule.text();
    this.request = request;
    this.signedPrefixes = signedPrefixes;
  }

  /** All variants, likelier ones first. */
  List<Suspicion> all() {
    List<Suspicion> all = new ArrayList<>();
    if (request.rawQuery() != null) {
      String whole = request.path() + '?' + request.rawQuery();
      all.add(rule.suspect(Mistake.QUERY_SIGNED, "", text.with(AccessKeyDoctor.PATH, whole)));
    }
    paths()
        .forEach(
            p ->
                all.add(rule.suspect(Mistake.PATH_CHANGED, p, text.with(AccessKeyDoctor.PATH, p))));
    for (String scheme : List.of("http://", "https://")) {
      String url = scheme + String.valueOf(request.header("host")) + request.path();
      all.add(rule.suspect(Mistake.URL_SIGNED, "", text.with(AccessKeyDoctor.PATH, url)));
    }
    for (String method : List.of("POST", "GET", "post", "get", "Post", "Get", "PUT")) {
      all.add(rule.suspect(Mistake.METHOD, method, text.with(AccessKeyDoctor.METHOD, method)));
    }
    for (String type : types(text.value(AccessKeyDoctor.TYPE))) {
      all.add(rule.suspect(Mistake.CONTENT_TYPE, type, text.with(AccessKeyDoctor.TYPE, type)));
    }
    digests(all);
    dates(all);
    appendedSecrets(all);
    forms(all);
    return all;
  }

  private List<String> paths() {
    String path = request.path();
    return List.of(
        path.endsWith("/") ? path.substring(0, path.length() - 1) : path + '/',
        path.startsWith("/") ? path.substring(1) : path,
        path.replaceFirst("^/(api/)?v[0-9]+", ""),
        path.toLowerCase(Locale.ROOT));
  }

  private static List<String> types(String sent) {
    String bare = sent.split(";", 2)[0].strip();
    return List.of(
        "",
        bare,
        bare + ";charset=utf-8",
        bare + "; charset=utf-8",
        bare + ";charset=UTF-8",
        bare + "; charset=UTF-8",
        "application/json",
        "application/json;charset=utf-8",
        "application/json; charset=utf-8",
        "text/plain",
        "application/x-www-form-urlencoded");
  }

  private void digests(List<Suspicion> all) {
    all.add(rule.suspect(Mistake.CONTENT_SHA1_LEFT_OUT, "", text.with(AccessKeyDoctor.SHA1, "")));
    String right = ContentSha1.of(request.body());
    if (!right.equals(text.value(AccessKeyDoctor.SHA1))) {
      all.add(rule.suspect(Mistake.BODY_OTHER, "", text.with(AccessKeyDoctor.SHA1, right)));
    }
    for (BodyVariants.Variant variant : BodyVariants.of(request.body())) {
      String digest = ContentSha1.of(variant.body());
      all.add(rule.suspect(variant.mistake(), "", text.with(AccessKeyDoctor.SHA1, digest)));
    }
    for (Encoding encoding : Encoding.values()) {
      String digest = encoding.of(Algorithm.SHA1.of("", request.body()));
      all.add(
          rule.suspect(
              Mistake.BODY_DIGEST_FORM,
              encoding.ownName(),
              text.with(AccessKeyDoctor.SHA1, digest)));
    }
    String md5 = Encoding.HEX.of(Algorithm.MD5.of("", request.body()));
    all.add(rule.suspect(Mistake.BODY_DIGEST_FORM, "MD5", text.with(AccessKeyDoctor.SHA1, md5)));
  }

  private void dates(List<Suspicion> all) {
    Instant sent = HttpDate.parse(text.value(AccessKeyDoctor.DATE));
    if (sent == null) {
      return;
    }
    for (int seconds = 1; seconds <= SECONDS_AROUND; seconds++) {
      for (int off : new int[] {-seconds, seconds}) {
        String date = HttpDate.format(sent.plusSeconds(off));
        all.add(
            rule.suspect(
                Mistake.TIME_CHANGED,
                Integer.toString(off),
                text.with(AccessKeyDoctor.DATE, date)));
      }
    }
    for (int hours = -12; hours <= 14; hours++) {
      String date = HttpDate.format(sent.plus(Duration.ofHours(hours)));
      String east = (hours < 0 ? "" : "+") + hours;
      all.add(rule.suspect(Mistake.LOCAL_TIME, east, text.with(AccessKeyDoctor.DATE, date)));
    }
    all.add(rule.suspect(Mistake.DATE_FORM, "", text.with(AccessKeyDoctor.DATE, "")));
    String date = text.value(AccessKeyDoctor.DATE);
    for (String other :
        List.of(
            Long.toString(sent.getEpochSecond()),
            Long.toString(sent.toEpochMilli()),
            sent.toString(),
            date.replace("GMT", "UTC"),
            date.replace("GMT", "+0000"),
            date.toLowerCase(Locale.ROOT))) {
      all.add(rule.suspect(Mistake.DATE_FORM, other, text.with(AccessKeyDoctor.DATE, other)));
    }
  }

  /** The secret is the HMAC's key; some put it into the text as well, as other protocols do. */
  private void appendedSecrets(List<Suspicion> all) {
    SignedText.Form lines = text.form();
    for (String before : List.of("&key=", "key=", "\nkey=", "&", "\n", "")) {
      all.add(
          rule.suspect(
              Mistake.KEY_PLACE,
              "…" + before.strip() + "…",
              text.in((parts, secret) -> lines.join(parts, secret) + before + secret)));
    }
  }

  private void forms(List<Suspicion> all) {
    all.add(
        rule.suspect(
            Mistake.EMPTY_LINES_LEFT_OUT, "", text.without(part -> part.value().isEmpty())));
    all.add(rule.suspect(Mistake.EXTRA_HEADERS_LEFT_OUT, "", text.without(p -> isExtra(p.name()))));
    List<Part> extra = text.parts().stream().filter(part -> isExtra(part.name())).toList();
    List<Part> others = text.parts().stream().filter(part -> !isExtra(part.name())).toList();
    List<Part> reversed = new ArrayList<>(others.subList(0, others.size() - 1));
    reversed.addAll(extra.reversed());
    reversed.add(others.getLast());
    all.add(
        rule.suspect(Mistake.EXTRA_HEADERS_UNSORTED, "", new SignedText(reversed, text.form())));
    ends(all);
    for (List<Part> order : Permutations.of(others)) {
      List<Part> parts = new ArrayList<>(order);
      parts.addAll(others.size() - 1, extra);
      String names = parts.stream().map(Part::name).collect(Collectors.joining(", "));
      all.add(rule.suspect(Mistake.LINE_ORDER, names, new SignedText(parts, text.form())));
    }
  }

  private void ends(List<Suspicion> all) {
    SignedText.Form lines = text.form();
    all.add(
        rule.suspect(
            Mistake.LINE_ENDINGS,
            "CRLF",
            text.in((parts, secret) -> lines.join(parts, secret).replace("\n", "\r\n"))));
    all.add(
        rule.suspect(
            Mistake.LINE_ENDINGS, "+ LF", text.in((p, secret) -> lines.join(p, secret) + "\n")));
    all.add(
        rule.suspect(
            Mistake.LINE_ENDINGS,
            "\\n",
            text.in((parts, secret) -> lines.join(parts, secret).replace("\n", "\\n"))));
    all.add(
        rule.suspect(
            Mistake.LINE_ENDINGS,
            "–",
            text.in((parts, secret) -> lines.join(parts, secret).replace("\n", ""))));
  }

  private boolean isExtra(String name) {
    return AccessKeyDoctor.isExtra(name, signedPrefixes);
  }
}
