package io.berth.dialect.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectUrlTests {
  private static final List<String> REGISTERED =
      List.of("http://127.0.0.1:5500/demo/webapp/", "https://game.example", "not a url");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:5500/demo/webapp/",
        "http://127.0.0.1:5500/demo/webapp/?action=login&to=http://elsewhere.example/",
        "http://127.0.0.1:5500/demo/webapp/?name=游戏 1",
        "http://127.0.0.1:5500/demo/webapp/#/login",
        "HTTPS://GAME.example:443/",
        "https://game.example?x=1",
        "https://game.example/?a=1|2&b={<\"% 3>}%zz",
        "https://game.example/#/pay 1"
      })
  void queryFragmentAndSpellingAreFree(String url) {
    assertThat(RedirectUrl.isRegistered(url, REGISTERED)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/demo/webapp/",
        "//127.0.0.1:5500/demo/webapp/",
        "https://127.0.0.1:5500/demo/webapp/",
        "http://127.0.0.1:5501/demo/webapp/",
        "http://127.0.0.1/demo/webapp/",
        "http://127.0.0.1:5500/demo/webapp",
        "http://127.0.0.1:5500/demo/webapp/more",
        "http://127.0.0.1:5500/demo/webapp/..",
        "http://127.0.0.1:5500/demo/./webapp/",
        "http://127.0.0.1:5500@elsewhere.example/demo/webapp/",
        "http://user@127.0.0.1:5500/demo/webapp/",
        "http://elsewhere.example\\@127.0.0.1:5500/demo/webapp/",
        "http:\\\\127.0.0.1:5500\\demo\\webapp\\",
        "http://127.0.0.1:5500.elsewhere.example/demo/webapp/",
        "http://127.0.0.1:5500/demo/webapp/\r\nSet-Cookie: a=b",
        "javascript:alert(1)//127.0.0.1:5500/demo/webapp/",
        "not a url",
        "https://game.example.elsewhere.example/"
      })
  void anythingElseIsNot(String url) {
    assertThat(RedirectUrl.isRegistered(url, REGISTERED)).isFalse();
  }

  @Test
  void joinsTheQueryThatIsThere() {
    assertThat(RedirectUrl.of("http://h/p").with("a", "1")).hasToString("http://h/p?a=1");
    assertThat(RedirectUrl.of("http://h/p?").with("a", 1)).hasToString("http://h/p?a=1");
    assertThat(RedirectUrl.of("http://h/p?x=1&").with("a", 1)).hasToString("http://h/p?x=1&a=1");
    assertThat(RedirectUrl.of("http://h/p?x=%zz").with("a", 1))
        .hasToString("http://h/p?x=%25zz&a=1");
    assertThat(RedirectUrl.of("http://h/p?x=1&&y#/pay 1").with("a", 1))
        .hasToString("http://h/p?x=1&&y&a=1#/pay%201");
  }

  @Test
  void replacesParametersThatWouldSpeakForThePlatform() {
    assertThat(
            RedirectUrl.of("http://h/p?status=1&x=1&%73tatus=1&state#status=1")
                .with("status", "-1")
                .with("state", "s"))
        .hasToString("http://h/p?x=1&status=-1&state=s#status=1");
    assertThat(RedirectUrl.of("http://h/p?a=0").withRaw("a", "http://x/"))
        .hasToString("http://h/p?a=http://x/");
  }

  @Test
  void knowsANameHoweverItIsEncoded() {
    Set<String> names = Set.of("expire_time");
    for (String query : List.of("expire_time=1", "a&expire_time", "expire%5Ftime=1")) {
      assertThat(RedirectUrl.namesAnyOf(HttpUrl.of("http://h/?" + query), names)).isTrue();
    }
    for (String query : List.of("", "a=expire_time", "expire_times=1")) {
      assertThat(RedirectUrl.namesAnyOf(HttpUrl.of("http://h/?" + query), names)).isFalse();
    }
    assertThat(RedirectUrl.namesAnyOf(HttpUrl.of("http://h/#expire_time=1"), names)).isFalse();
  }
}
