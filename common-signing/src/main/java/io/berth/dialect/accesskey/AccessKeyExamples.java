package io.berth.dialect.accesskey;

import io.berth.dialect.doctor.Example;
import java.util.List;
import java.util.Map;

/** Programs that sign a request as the AccessKey protocols do ({@code protocols/dragonex.md}). */
public final class AccessKeyExamples {

  private AccessKeyExamples() {}

  /**
   * @param what the request does and what a right answer is, in one or two sentences
   * @param path of an endpoint that an empty JSON object is enough for
   */
  public static List<Example> posting(String what, String path) {
    return Example.inEachLanguage(
        AccessKeyExamples.class, "request", Map.of("what", what, "path", path));
  }
}
