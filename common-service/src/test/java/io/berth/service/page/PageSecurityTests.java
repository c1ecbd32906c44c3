package io.berth.service.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

class PageSecurityTests {

  @Test
  void writesPagePoliciesThatNoAddressCanBreakOutOf() {
    assertThat(PageSecurity.leadingTo("https://shop.example/back?a='self'").contentSecurityPolicy())
        .contains("form-action 'self' https://shop.example;");
    assertThat(
            PageSecurity.framing(List.of("http://game.example:81", "http://game.example:81/x"))
                .contentSecurityPolicy())
        .contains("frame-src http://game.example:81;");
    for (String address :
        List.of("javascript:alert(1)", "data:text/html,x", "//host", "https:", "'unsafe-inline'")) {
      assertThatThrownBy(() -> PageSecurity.leadingTo(address))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void insistsOnTlsWhereThereIsTls() {
    HttpHeaders secure = new HttpHeaders();
    PageSecurity.PLAIN.write(secure, true);
    assertThat(secure.getFirst("Strict-Transport-Security")).startsWith("max-age=31536000");
    HttpHeaders plain = new HttpHeaders();
    PageSecurity.PLAIN.write(plain, false);
    assertThat(plain.getFirst("Strict-Transport-Security")).isNull();
    assertThat(plain.getFirst("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(plain.getFirst("Referrer-Policy")).isEqualTo("same-origin");
    assertThat(plain.getFirst("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
  }
}
