package io.berth.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
        "https://game.example?x=1"
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
  }
}
