package io.berth.dialect.reference;

import io.berth.dialect.Dialect;
import io.berth.dialect.api.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A script that signs each request of a Postman collection before it is sent. */
record PostmanScript(String text) {
  private static final Pattern FILLED_IN = Pattern.compile("// Variables: (.*)");
  private static final Pattern COMPUTED = Pattern.compile("pm\\.variables\\.set\\('(\\w+)'");

  static PostmanScript of(Dialect dialect) {
    String name = dialect.parts().contains(Part.ACCESS_KEYS) ? "access-key" : dialect.id();
    try (InputStream file = PostmanScript.class.getResourceAsStream("/postman/" + name + ".js")) {
      return new PostmanScript(new String(file.readAllBytes(), StandardCharsets.UTF_8).strip());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Variables that people fill in. */
  List<String> filledIn() {
    MatchResult line = FILLED_IN.matcher(text).results().findFirst().orElseThrow();
    return List.of(line.group(1).split(", "));
  }

  /** All variables that a request may name. */
  Set<String> variables() {
    Set<String> variables = new LinkedHashSet<>(filledIn());
    COMPUTED.matcher(text).results().forEach(each -> variables.add(each.group(1)));
    return variables;
  }
}
