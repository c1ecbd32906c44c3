package io.berth.did.mail;

import io.berth.api.Realm;
import io.berth.did.text.MailAddress;
import io.berth.did.throttle.QueueFullException;
import io.berth.did.verification.MailedCode.Purpose;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.mail.javamail.MimeMessagePreparator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Sends mails in the reader's language, on separate threads. */
@Component
public final class Mails {
  private static final Logger log = LoggerFactory.getLogger(Mails.class);

  /** The same in every language, and in digits that everybody's form accepts. */
  public static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final int LONGEST_NAME = 80;

  private final JavaMailSender sender;
  private final TestMails testMails;
  private final MessageSource messages;
  private final MailProperties properties;
  private final InstantSource clock;
  private final Scheduler scheduler;
  private final Counter sent;
  private final Counter failed;

  Mails(
      JavaMailSender sender,
      TestMails testMails,
      MessageSource messages,
      MailProperties properties,
      InstantSource clock,
      MeterRegistry meters) {
    this.clock = clock;
    this.sender = sender;
    this.testMails = testMails;
    this.messages = messages;
    this.properties = properties;
    this.scheduler = Schedulers.newBoundedElastic(properties.threads(), properties.queue(), "mail");
    this.sent = counter(meters, "sent");
    this.failed = counter(meters, "failed");
  }

  private static Counter counter(MeterRegistry meters, String outcome) {
    return Counter.builder("berth.did.mails")
        .description("Mails that the mail server took, and those that could not be sent")
        .tag("outcome", outcome)
        .register(meters);
  }

  @PreDestroy
  void stop() {
    scheduler.dispose();
  }

  /**
   * Completes when the mail server has the mail; a full queue ends in {@link QueueFullException}.
   */
  public Mono<Void> send(String to, String language, Purpose purpose, String code) {
    return mail(to, language, purpose.name().toLowerCase(Locale.ROOT), code, now());
  }

  /**
   * Sends the code of one payment with amount and payee: a victim of phishing can see what it pays.
   *
   * @param amount with its coin
   */
  public Mono<Void> payment(String to, String language, String code, String amount, String payee) {
    return mail(to, language, "payment", code, amount, oneLine(payee), now());
  }

  private String now() {
    return TIME.format(clock.instant());
  }

  /** The name that an app gave itself: it must not look like more of the mail. */
  public static String oneLine(String name) {
    String line = name.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]+", " ").strip();
    return line.codePointCount(0, line.length()) <= LONGEST_NAME
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST_NAME)) + "…";
  }

  /** Tells a person who registers again that the address has an account. */
  public Mono<Void> alreadyRegistered(String to, String language) {
    return mail(to, language, "registered", "");
  }

  /**
   * Invites a person to a company. The mail contains no names: anybody could choose them and send
   * their text to others (spam, phishing). The page behind the link names the company.
   */
  public Mono<Void> invitation(String to, String language, String link) {
    return mail(to, language, "invitation", link);
  }

  /**
   * Tells an operator which changes need a confirmation.
   *
   * @param changes as text, for people
   */
  public Mono<Void> changes(String to, String language, int count, String changes, String link) {
    return mail(to, language, "changes", count, changes, link);
  }

  /**
   * A change of an app's launch state, in the reader's language.
   *
   * @param app its name
   * @param page for the reader
   */
  public record Launch(String app, String from, String to, String reason, String page) {}

  public Mono<Void> launch(String to, String language, Launch change) {
    return mail(
        to,
        language,
        "launch",
        oneLine(change.app),
        change.from,
        change.to,
        change.reason,
        change.page);
  }

  /**
   * Something that happened to a company or its app.
   *
   * @param kind names the text: {@code mail.news.<kind>}
   * @param name of the company or app
   * @param page for the reader
   */
  public record News(String kind, String name, String reason, String page) {}

  public Mono<Void> news(String to, String language, News news) {
    return mail(to, language, "news." + news.kind, oneLine(news.name), news.reason, news.page);
  }

  /**
   * Something that happened to a dispute.
   *
   * @param event names the text: {@code mail.dispute.<event>}
   * @param amount of the payment with its coin
   * @param text of the user, the company or whoever decided; may be empty
   * @param page for the reader
   */
  public record Dispute(
      String event, String app, String amount, String tradeNo, String text, String page) {}

  public Mono<Void> dispute(String to, String language, Dispute dispute) {
    return mail(
        to,
        language,
        "dispute." + dispute.event,
        oneLine(dispute.app),
        dispute.amount,
        oneLine(dispute.tradeNo),
        dispute.text,
        dispute.page);
  }

  /**
   * A refund that a member of the app's company made.
   *
   * @param amount with its coin
   * @param tradeNo of the payment
   * @param page of the payment in the console
   */
  public record Refund(String app, String amount, String tradeNo, String reason, String page) {}

  /** Tells an owner of the app's company. */
  public Mono<Void> refunded(String to, String language, Refund refund) {
    return mail(
        to,
        language,
        "refunded",
        oneLine(refund.app),
        refund.amount,
        oneLine(refund.tradeNo),
        refund.reason,
        refund.page);
  }

  /**
   * Tells people what happened to their account.
   *
   * @param kind of messages: {@code mail.<kind>.subject} and {@code mail.<kind>.text}
   * @param arguments of the messages, after the time of this mail
   */
  public Mono<Void> account(String to, String language, String kind, Object... arguments) {
    return mail(
        to, language, kind, Stream.concat(Stream.of(now()), Stream.of(arguments)).toArray());
  }

  /**
   * An email that its reader can turn off.
   *
   * @param kind names the text: {@code mail.<kind>}
   * @param name of the app or company, the first argument of the text
   * @param more text after it: key of a message, or empty
   * @param unsubscribe link that turns such emails off
   * @param id the same whenever the email is sent again, so that a mailbox can drop the second
   */
  public record Optional(
      String kind,
      String name,
      List<String> arguments,
      String more,
      String unsubscribe,
      String id) {}

  public Mono<Void> optional(String to, String language, Optional mail) {
    Locale locale = Locale.forLanguageTag(language);
    Object[] arguments =
        Stream.concat(Stream.of(oneLine(mail.name)), mail.arguments.stream()).toArray();
    Text text = text(mail.kind, locale, arguments);
    String more = mail.more.isEmpty() ? "" : "\n\n" + messages.getMessage(mail.more, null, locale);
    String off = messages.getMessage("mail.off", new Object[] {mail.unsubscribe}, locale);
    return send(
        to,
        new Text(text.subject, text.body + more + "\n\n" + off),
        Map.of(
            "List-Unsubscribe", '<' + mail.unsubscribe + '>',
            "List-Unsubscribe-Post", "List-Unsubscribe=One-Click",
            "Message-ID", '<' + mail.id + '@' + properties.domain() + '>'));
  }

  private record Text(String subject, String body) {}

  private Text text(String kind, Locale locale, Object... arguments) {
    return new Text(
        messages.getMessage("mail." + kind + ".subject", arguments, locale),
        messages.getMessage("mail." + kind + ".text", arguments, locale));
  }

  private Mono<Void> mail(String to, String language, String kind, Object... arguments) {
    return send(to, text(kind, Locale.forLanguageTag(language), arguments), Map.of());
  }

  private Mono<Void> send(String to, Text text, Map<String, String> headers) {
    String address = Realm.publicId(to);
    if (MailAddress.parse(address) == null) {
      log.warn("an account's address is no longer one that mail can be sent to");
      return Mono.empty();
    }
    if (Realm.of(to) == Realm.TEST) {
      return testMails.keep(address, text.subject, text.body);
    }
    MimeMessagePreparator mail =
        message -> {
          MimeMessageHelper helper = new MimeMessageHelper(message, "UTF-8");
          helper.setFrom(properties.from());
          helper.setTo(address);
          helper.setSubject(text.subject);
          helper.setText(text.body);
          for (Map.Entry<String, String> header : headers.entrySet()) {
            message.setHeader(header.getKey(), header.getValue());
          }
        };
    return Mono.<Void>fromRunnable(() -> sender.send(mail))
        .subscribeOn(scheduler)
        .doOnSuccess(_ -> sent.increment())
        .doOnError(_ -> failed.increment())
        .onErrorMap(RejectedExecutionException.class, _ -> new QueueFullException("mail"));
  }

  /**
   * Does not wait: the duration of the response must not tell whether an address has an account
   * (enumeration).
   */
  public void sendLater(Mono<Void> mail) {
    mail.subscribe(_ -> {}, e -> log.warn("a mail could not be sent: {}", e.toString()));
  }
}
