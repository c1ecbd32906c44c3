package io.berth.standalone.mail;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs an SMTP server on the loopback address that delivers all mails to one {@link Inbox}. */
public final class LocalMailServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LocalMailServer.class);
  private static final int KEPT_MAILS = 500;
  private static final int KEPT_CHARACTERS = 20_000;
  private static final Pattern CODE = Pattern.compile("(?<![\\w.@/-])(\\d{6})(?![\\w@-])");

  private final GreenMail server;
  private final InboxServer pages;

  private LocalMailServer(GreenMail server, InboxServer pages) {
    this.server = server;
    this.pages = pages;
  }

  public static LocalMailServer start(int smtpPort, int inboxPort) {
    Inbox inbox = new Inbox(KEPT_MAILS);
    GreenMail server =
        new GreenMail(new ServerSetup(smtpPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
    server.start();
    server
        .getUserManager()
        .setMessageDeliveryHandler((message, address) -> deliver(inbox, message, address));
    try {
      return new LocalMailServer(server, InboxServer.start(inboxPort, inbox));
    } catch (IOException e) {
      server.stop();
      throw new UncheckedIOException(e);
    }
  }

  private static GreenMailUser deliver(Inbox inbox, MovingMessage message, MailAddress address)
      throws MessagingException, UserException {
    try {
      inbox.add(read(message.getMessage(), address.getEmail()));
    } catch (IOException e) {
      throw new MessagingException("unreadable", e);
    }
    log.info("mail for {}", address.getEmail());
    return DiscardingMailStore.USER;
  }

  static Mail read(MimeMessage message, String to) throws MessagingException, IOException {
    String text = Objects.requireNonNullElse(text(message), "");
    if (text.length() > KEPT_CHARACTERS) {
      text = text.substring(0, KEPT_CHARACTERS);
    }
    String subject = Objects.requireNonNullElse(message.getSubject(), "");
    return new Mail(to, subject, text, code(text), Instant.now());
  }

  private static @Nullable String code(String text) {
    Matcher matcher = CODE.matcher(text);
    return matcher.find() ? matcher.group(1) : null;
  }

  private static @Nullable String text(Part part) throws MessagingException, IOException {
    if (part.isMimeType("text/*")) {
      return part.getContent().toString();
    }
    if (part.getContent() instanceof Multipart multipart) {
      for (int i = 0; i < multipart.getCount(); i++) {
        BodyPart inner = multipart.getBodyPart(i);
        String text = text(inner);
        if (text != null) {
          return text;
        }
      }
    }
    return null;
  }

  @Override
  public void close() {
    pages.close();
    server.stop();
  }
}
