package io.berth.console.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.doctor.DoctorCommand.CheckRequest;
import io.berth.console.doctor.PastedText.Result;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PastedTextTests {

  private static CheckRequest read(String text) {
    Result result = PastedText.read(text);
    assertThat(result).isInstanceOf(Result.Request.class);
    return ((Result.Request) result).request();
  }

  private static String body(CheckRequest request) {
    return new String(request.body(), StandardCharsets.UTF_8);
  }

  @Test
  void readsARequestAsItGoesOverTheWire() {
    CheckRequest request =
        read(
            """
            POST /api/v1/pay/order/detail/?a=%20 HTTP/1.1
            Host: localhost:8080
            Auth: key:si:gn=
            dragonex-a: 1
            Dragonex-A: 2

            {"trade_no":"支付"}
            """);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.target()).isEqualTo("/api/v1/pay/order/detail/?a=%20");
    assertThat(request.headers())
        .containsEntry("host", List.of("localhost:8080"))
        .containsEntry("auth", List.of("key:si:gn="))
        .containsEntry("dragonex-a", List.of("1", "2"));
    assertThat(body(request)).isEqualTo("{\"trade_no\":\"支付\"}");
  }

  @Test
  void theLengthDecidesHowTheBodyEnds() {
    String head = "POST /a HTTP/1.1\r\nContent-Length: %s\r\n\r\n";
    assertThat(body(read(head.formatted(4) + "{\r\n\"a\r\n"))).isEqualTo("{\n\"a");
    assertThat(body(read(head.formatted(5) + "{\r\n\"a\r\n"))).isEqualTo("{\n\"a\n");
    assertThat(body(read(head.formatted(5) + "a\r\nb\r\nc"))).isEqualTo("a\nb\nc");
    assertThat(body(read(head.formatted(7) + "a\r\nb\r\nc"))).isEqualTo("a\r\nb\r\nc");
  }

  @Test
  void readsWhatCurlSaysItHasSent() {
    CheckRequest request =
        read(
            """
            > GET /v1/user?x=1 HTTP/1.1
            > Host: localhost
            > Date: Mon, 02 Nov 2026 08:00:00 GMT
            >
            < HTTP/1.1 200
            """);
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.target()).isEqualTo("/v1/user?x=1");
    assertThat(request.headers()).containsKey("date").doesNotContainKey("http/1.1 200");
  }

  @Test
  void readsACurlCommand() {
    CheckRequest request =
        read(
            """
            curl -i 'http://localhost:8080/api/v1/login/do/?q=1#top' \\
              -H 'Auth: k:s' --header="Date: now" \\
              -H "Content-Type: application/json" -d '{"a": "it'"'"'s"}'
            """);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.target()).isEqualTo("/api/v1/login/do/?q=1");
    assertThat(request.headers())
        .containsEntry("auth", List.of("k:s"))
        .containsEntry("date", List.of("now"))
        .containsEntry("content-type", List.of("application/json"));
    assertThat(body(request)).isEqualTo("{\"a\": \"it's\"}");
  }

  @Test
  void curlJoinsItsDataAndKnowsItsTypes() {
    CheckRequest form = read("curl localhost/v2/user/getInfo -d a=1 --data-raw b=2");
    assertThat(form.headers())
        .containsEntry("content-type", List.of("application/x-www-form-urlencoded"));
    assertThat(body(form)).isEqualTo("a=1&b=2");
    CheckRequest query = read("curl -G http://h/v1/pay -d a=1 -XGET -d b=2");
    assertThat(query.method()).isEqualTo("GET");
    assertThat(query.target()).isEqualTo("/v1/pay?a=1&b=2");
    assertThat(query.body()).isEmpty();
    CheckRequest json = read("curl -sS -X PUT http://h/x --json $'{\"a\":\"\\u00e9\\n\"}'");
    assertThat(json.method()).isEqualTo("PUT");
    assertThat(json.headers()).containsEntry("content-type", List.of("application/json"));
    assertThat(body(json)).isEqualTo("{\"a\":\"é\n\"}");
  }

  @Test
  void readsTheFieldsOfAForm() {
    CheckRequest request = read("bill_no=b1&total_fee=10&sign=x");
    assertThat(body(request)).isEqualTo("bill_no=b1&total_fee=10&sign=x");
    assertThat(request.target()).isEqualTo("/");
  }

  @Test
  void targetsAreBytes() {
    assertThat(read("GET /v1/pay?x=支 HTTP/1.1").target())
        .isEqualTo(
            "/v1/pay?x="
                + new String("支".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                  | empty
          hello                               | first-line
          POST api/v1                         | target
          curl                                | first-line
          curl -H 'a: b'                      | target
          curl "http://h/$path"               | variable
          curl http://h -H "Auth: `sign`"     | variable
          curl http://h -d @body.json         | file
          curl http://h -d 'a                 | quote
          curl http://h --proxy x             | option
          curl http://h ; ls                  | shell
          """)
  void saysWhatItCannotRead(String text, String problem) {
    assertThat(PastedText.read(text))
        .isInstanceOfSatisfying(
            Result.Unreadable.class,
            unreadable -> assertThat(unreadable.problem()).isEqualTo(problem));
  }

  @Test
  void longOnesAreNotLookedAt() {
    assertThat(PastedText.read("POST / HTTP/1.1\n\n" + "a".repeat(70_000)))
        .isEqualTo(new Result.Unreadable("long", ""));
  }
}
