package io.berth.dialect.http;

import static io.berth.random.RandomValues.forSeeds;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RedirectUrlPropertyTests {

  @Test
  void isAlwaysAUrlThatSaysWhatItWasGiven() {
    AtomicInteger urls = new AtomicInteger();
    forSeeds(
        400,
        random -> {
          String own = random.text(255).replaceAll("[#\\p{Cntrl}\\p{Cs}\u0080-\u009f]", "");
          String start = "http://h/p?own=" + own;
          if (HttpUrl.parse(start) != null) {
            urls.incrementAndGet();
            String value = random.text(255);
            String url = RedirectUrl.of(start).with("a", value).toString();
            assertThat(url).matches("[!-~]*");
            String query = URI.create(url).getRawQuery();
            String last = query.substring(query.lastIndexOf('&') + 1);
            assertThat(WireQuery.decode(last.substring(2))).isEqualTo(wellFormed(value));
          }
        });
    assertThat(urls).hasValueGreaterThan(200);
  }

  /** Halves of surrogate pairs cannot be encoded. */
  private static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
