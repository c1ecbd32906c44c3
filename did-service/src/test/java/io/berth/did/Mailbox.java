package io.berth.did;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Everybody's mail. */
public final class Mailbox
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  private static final Pattern CODE = Pattern.compile("(?<!\\d)\\d{6}(?!\\d)");
  private static final GreenMail SERVER = started();

  private static GreenMail started() {
    GreenMail server = new GreenMail(ServerSetup.SMTP.dynamicPort());
    server.start();
    return server;
  }

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "mailbox",
                Map.of(
                    "spring.mail.host",
                    "127.0.0.1",
                    "spring.mail.port",
                    SERVER.getSmtp().getPort())));
  }

  public static List<MimeMessage> of(String address) {
    return Arrays.stream(SERVER.getReceivedMessages())
        .filter(mail -> recipient(mail).equals(address))
        .toList();
  }

  private static String recipient(MimeMessage mail) {
    try {
      return mail.getRecipients(Message.RecipientType.TO)[0].toString();
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for the n-th mail to this address. */
  public static MimeMessage mail(String address, int number) {
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> of(address).size() >= number);
    return of(address).get(number - 1);
  }

  public static String text(MimeMessage mail) {
    try {
      return mail.getContent().toString();
    } catch (IOException | MessagingException e) {
      return GreenMailUtil.getBody(mail);
    }
  }

  /** The six digits of the n-th mail to this address. */
  public static String code(String address, int number) {
    Matcher matcher = CODE.matcher(text(mail(address, number)));
    if (!matcher.find()) {
      throw new AssertionError("no code in the mail to " + address);
    }
    return matcher.group();
  }
}
