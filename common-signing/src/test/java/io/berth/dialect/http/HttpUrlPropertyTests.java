package io.berth.dialect.http;

import static io.berth.random.RandomValues.forSeeds;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.random.RandomValues;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpUrlPropertyTests {

  @Test
  void everyTextIsRefusedOrFollowedAsItWasRead() {
    List<HttpUrl> followed = new ArrayList<>();
    forSeeds(
        2000,
        random -> {
          String host = host(random);
          String rest = rest(random);
          for (String text :
              new String[] {host, "http://" + host + "/" + rest, "http://h.example" + rest}) {
            HttpUrl url = HttpUrl.parse(text);
            if (url != null) {
              followed.add(url);
              isFollowedAsItWasRead(url);
            }
          }
        });
    assertThat(followed).hasSizeGreaterThan(1000);
  }

  private static String host(RandomValues random) {
    return random.from(
        () -> random.text(40),
        () -> random.textOf("az09.-:[]@%", 40),
        () -> random.textOf("a.", 9));
  }

  private static String rest(RandomValues random) {
    return random.from(
        () -> random.text(80), () -> "/" + random.textOf("az09/?#%&=.;+游\u00e9<|\"\\", 80));
  }

  private static void isFollowedAsItWasRead(HttpUrl url) {
    assertThat(url.toString()).matches("[!-~]+");
    assertThat(HttpUrl.parse(url.toString())).isEqualTo(url);
    URI uri = url.toUri();
    assertThat(uri.getRawPath()).isEqualTo(url.path().equals("/") ? uri.getRawPath() : url.path());
    assertThat(uri.getRawQuery()).isEqualTo(url.query());
    assertThat(uri.getRawFragment()).isEqualTo(url.fragment());
    assertThat(uri.getHost() == null || uri.getHost().equals(url.host())).isTrue();
  }
}
