package io.berth.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the site without a platform. */
class MerchantSiteTests {

  private final HttpClient client =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  private MerchantSite site;

  @BeforeEach
  void open() throws IOException {
    site = MerchantSite.start(0, "http://localhost:1");
  }

  @AfterEach
  void close() {
    site.close();
    client.close();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(URI.create(site.origin() + path));
  }

  @Test
  void formsOfOtherSitesAreRefused() throws Exception {
    HttpRequest.Builder form = at("/dragonex/sign-in").POST(BodyPublishers.noBody());
    assertThat(send(form).statusCode()).isEqualTo(403);
    assertThat(send(form.setHeader("Origin", "http://evil.example")).statusCode()).isEqualTo(403);
    HttpResponse<String> own = send(form.setHeader("Origin", site.origin()));
    assertThat(own.statusCode()).isEqualTo(303);
    assertThat(own.headers().firstValue("Location").orElse(""))
        .startsWith("http://localhost:1/oauth/login/?app_id=lanternshop&");
  }

  @Test
  void aSignInThatBeganElsewhereIsIgnored() throws Exception {
    HttpResponse<String> back = send(at("/dragonex/back?code=stolen&state=somebodys"));
    assertThat(back.headers().firstValue("Location")).hasValue("/dragonex/");
    assertThat(send(at("/dragonex/")).body())
        .contains("did not begin in this browser")
        .contains("/dragonex/back?code=stolen");
  }

  @Test
  void aCallbackWithAWrongSignatureIsRefused() throws Exception {
    HttpRequest.Builder callback =
        at("/ones/callback")
            .header("ones-ts", "1")
            .header("ones-sign", "00000000")
            .POST(BodyPublishers.ofString("{\"trade_no\":\"B1\",\"status\":1}"));
    assertThat(send(callback).statusCode()).isEqualTo(403);
    assertThat(send(at("/ones/callback").POST(BodyPublishers.ofString("{"))).statusCode())
        .isEqualTo(400);
  }

  @Test
  void aPlatformThatIsAwayIsSaidSo() throws Exception {
    HttpRequest.Builder wallet =
        at("/fomo/wallet/sign-in")
            .header("Origin", site.origin())
            .POST(BodyPublishers.ofString("login=a%40example.com&password=hush"));
    assertThat(send(wallet).statusCode()).isEqualTo(303);
    assertThat(send(at("/fomo/")).body())
        .contains("That did not work")
        .contains("pwd=•••")
        .doesNotContain("hush");
  }

  @Test
  void nothingRunsThatTheSiteDoesNotServe() throws Exception {
    HttpResponse<String> page = send(at("/"));
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none'; script-src 'self'")
        .doesNotContain("unsafe");
    assertThat(send(at("/nothing")).statusCode()).isEqualTo(404);
    assertThat(send(at("/assets/../messages/sites.properties")).statusCode()).isEqualTo(404);
    assertThat(send(at("/assets/wire.js")).statusCode()).isEqualTo(200);
  }
}
