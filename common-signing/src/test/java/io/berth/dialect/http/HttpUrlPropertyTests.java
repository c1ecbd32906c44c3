package io.berth.dialect.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class HttpUrlPropertyTests {

  @Property(tries = 2000)
  void everyTextIsRefusedOrFollowedAsItWasRead(
      @ForAll @StringLength(max = 40) String host, @ForAll @StringLength(max = 80) String rest) {
    for (String text :
        new String[] {host, "http://" + host + "/" + rest, "http://h.example" + rest}) {
      HttpUrl url = HttpUrl.parse(text);
      if (url != null) {
        assertThat(url.toString()).matches("[!-~]+");
        assertThat(HttpUrl.parse(url.toString())).isEqualTo(url);
        URI uri = url.toUri();
        assertThat(uri.getRawPath())
            .isEqualTo(url.path().equals("/") ? uri.getRawPath() : url.path());
        assertThat(uri.getRawQuery()).isEqualTo(url.query());
        assertThat(uri.getRawFragment()).isEqualTo(url.fragment());
        assertThat(uri.getHost() == null || uri.getHost().equals(url.host())).isTrue();
      }
    }
  }
}
