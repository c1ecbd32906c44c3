package io.berth.demo.player;

import io.berth.demo.merchant.Mismatch;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A page as a browser without JavaScript sees it.
 *
 * @param location the redirect's target
 */
public record Page(URI uri, int status, @Nullable String location, String body) {

  private static final Pattern FORM =
      Pattern.compile("<form\\b([^>]*)>(.*?)</form>", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  private static final Pattern INPUT =
      Pattern.compile("<(?:input|button)\\b([^>]*)>", Pattern.CASE_INSENSITIVE);
  private static final Pattern ATTRIBUTE = Pattern.compile("([a-z-]+)=\"([^\"]*)\"");

  /**
   * @param sent fields that the browser sends along: hidden ones and boxes that are ticked
   * @param boxes that can be ticked
   */
  record Form(String action, Map<String, String> sent, Map<String, String> boxes) {}

  /** The form that has a field or button of this name. */
  Optional<Form> formWith(String field) {
    Matcher forms = FORM.matcher(body);
    while (forms.find()) {
      if (forms.group(2).contains("name=\"" + field + "\"")) {
        return Optional.of(form(forms.group(1), forms.group(2)));
      }
    }
    return Optional.empty();
  }

  /** The form that mails a verification code: its own, or a button of another with that action. */
  Optional<Form> formPostingTo(String suffix) {
    Matcher forms = FORM.matcher(body);
    while (forms.find()) {
      Form form = form(forms.group(1), forms.group(2));
      if (pathOf(form.action).endsWith(suffix)) {
        return Optional.of(form);
      }
      Matcher inputs = INPUT.matcher(forms.group(2));
      while (inputs.find()) {
        String action = attributes(inputs.group(1)).get("formaction");
        if (action != null && pathOf(action).endsWith(suffix)) {
          return Optional.of(new Form(action, form.sent, form.boxes));
        }
      }
    }
    return Optional.empty();
  }

  private static String pathOf(String action) {
    int query = action.indexOf('?');
    return query < 0 ? action : action.substring(0, query);
  }

  private static Form form(String attributes, String markup) {
    Map<String, String> sent = new LinkedHashMap<>();
    Map<String, String> boxes = new LinkedHashMap<>();
    Matcher inputs = INPUT.matcher(markup);
    while (inputs.find()) {
      Map<String, String> input = attributes(inputs.group(1));
      String name = input.get("name");
      if (name == null) {
        continue;
      }
      boolean box = "checkbox".equals(input.get("type")) && !input.containsKey("disabled");
      if (box) {
        boxes.put(name, input.getOrDefault("value", "on"));
      }
      if ("hidden".equals(input.get("type")) || (box && input.containsKey("checked"))) {
        sent.put(name, input.getOrDefault("value", box ? "on" : ""));
      }
    }
    return new Form(attributes(attributes).getOrDefault("action", ""), sent, boxes);
  }

  private static Map<String, String> attributes(String markup) {
    Map<String, String> attributes = new LinkedHashMap<>();
    Matcher matcher = ATTRIBUTE.matcher(markup);
    while (matcher.find()) {
      attributes.put(matcher.group(1), unescape(matcher.group(2)));
    }
    return attributes;
  }

  private static String unescape(String text) {
    return text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }

  /** Reads a {@code data-} attribute of the page. */
  public String data(String name) {
    Matcher matcher = Pattern.compile("data-" + name + "=\"([^\"]*)\"").matcher(body);
    if (!matcher.find()) {
      throw new Mismatch("no " + name + " on the page: " + words());
    }
    return unescape(matcher.group(1));
  }

  /** The visible text, shortened. */
  String words() {
    String text =
        body.replaceAll("(?s)<head>.*?</head>|<header.*?</header>|<[^>]*>", " ")
            .replaceAll("\\s+", " ")
            .strip();
    return status + ": " + (text.length() > 200 ? text.substring(0, 200) + " …" : text);
  }

  boolean redirects() {
    return location != null && status >= 300 && status < 400;
  }

  /** The parameters that a redirect carries. */
  public Map<String, String> redirectParameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    String target = location == null ? "" : location;
    int query = target.indexOf('?');
    if (query >= 0) {
      for (String pair : target.substring(query + 1).split("[&?]")) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          parameters.put(
              pair.substring(0, equals),
              URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
      }
    }
    return parameters;
  }
}
