package io.berth.standalone.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.embedded.LocalPorts;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LocalMailServerTests {

  private final int smtpPort = LocalPorts.free();
  private final int inboxPort = LocalPorts.free();
  private LocalMailServer mailServer;

  @BeforeEach
  void open() {
    mailServer = LocalMailServer.start(smtpPort, inboxPort);
  }

  @AfterEach
  void close() {
    mailServer.close();
  }

  private void mail(String to, String subject, String text) throws Exception {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", "127.0.0.1");
    properties.setProperty("mail.smtp.port", Integer.toString(smtpPort));
    MimeMessage message = new MimeMessage(Session.getInstance(properties));
    message.setFrom("berth@example.com");
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
    message.setSubject(subject, "UTF-8");
    message.setText(text, "UTF-8");
    Transport.send(message);
  }

  private HttpResponse<String> get(String query, String accept) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + inboxPort + "/local/inbox" + query))
              .header("Accept", accept)
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private JsonNode inbox(String query) throws Exception {
    return JsonMapper.shared().readTree(get(query, "application/json").body());
  }

  @Test
  void showsMailsNewestFirstWithTheirCode() throws Exception {
    mail("alice@example.com", "验证码", "Your code is 123456, valid for 5 minutes.\n");
    mail("alice@example.com", "again", "코드 654321\n");
    mail("bob@example.com", "other", "Order 1234567 of 2026-01-01\n");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(inbox("?to=ALICE%40example.com").size()).isEqualTo(2));
    JsonNode mails = inbox("?to=alice@example.com");
    assertThat(mails.get(0).get("code").asString()).isEqualTo("654321");
    assertThat(mails.get(1).get("subject").asString()).isEqualTo("验证码");
    assertThat(mails.get(1).get("to").asString()).isEqualTo("alice@example.com");
    assertThat(mails.get(1).get("text").asString()).contains("Your code is 123456");
    assertThat(Instant.parse(mails.get(1).get("at").asString())).isBefore(Instant.now());
    assertThat(inbox("?to=bob@example.com").get(0).get("code").isNull()).isTrue();
    assertThat(inbox("").size()).isEqualTo(3);
  }

  @Test
  void showsBrowsersAPageOnWhichNothingOfAMailRuns() throws Exception {
    mail("eve@example.com", "<script>alert(1)</script>", "<img src=x onerror=alert(1)> 111222");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(inbox("").size()).isEqualTo(1));
    HttpResponse<String> page = get("?to=eve%40example.com%22%3E", "text/html,*/*");
    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'");
    assertThat(get("", "text/html").body())
        .contains("&lt;script&gt;")
        .doesNotContain("<script>")
        .doesNotContain("<img src=x");
    assertThat(page.body())
        .contains("value=\"eve@example.com&quot;&gt;\"")
        .contains("<header class=\"top\">", "<main class=\"wide\">", "<label for=\"to\">");
  }

  @Test
  void theInboxKeepsTheNewestOnly() {
    Inbox inbox = new Inbox(2);
    for (int i = 0; i < 5; i++) {
      inbox.add(new Mail("a@b", Integer.toString(i), "", null, Instant.EPOCH));
    }
    assertThat(inbox.newestFirst(null)).extracting(Mail::subject).containsExactly("4", "3");
  }
}
