package io.berth.dialect.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class RedirectUrlPropertyTests {

  @Property(tries = 300)
  void isAlwaysAUrlThatSaysWhatItWasGiven(@ForAll String own, @ForAll String value) {
    String start = "http://h/p?own=" + own.replaceAll("[#\\p{Cntrl}\\p{Cs}\u0080-\u009f]", "");
    Assume.that(HttpUrl.parse(start) != null);
    String url = RedirectUrl.of(start).with("a", value).toString();
    assertThat(url).matches("[!-~]*");
    String query = URI.create(url).getRawQuery();
    String last = query.substring(query.lastIndexOf('&') + 1);
    assertThat(WireQuery.decode(last.substring(2))).isEqualTo(wellFormed(value));
  }

  /** Halves of surrogate pairs cannot be encoded. */
  private static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
