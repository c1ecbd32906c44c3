package io.berth.did.mail;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param from Sender of every mail; required.
 * @param threads Mails on their way at once, 1 to 64.
 * @param queue Mails that may wait per thread, 1 to 10000; further ones are refused as too
 *     frequent.
 */
@ConfigurationProperties("berth.did.mail")
record MailProperties(String from, @DefaultValue("4") int threads, @DefaultValue("100") int queue) {
  MailProperties {
    Assert.hasText(from, "berth.did.mail.from is missing");
    Assert.isTrue(threads >= 1 && threads <= 64, "berth.did.mail.threads is not in 1..64");
    Assert.isTrue(queue >= 1 && queue <= 10_000, "berth.did.mail.queue is not in 1..10000");
  }

  /** Of the sender's address, {@code Berth <berth@example.com>} or without a name. */
  String domain() {
    return from.substring(from.indexOf('@') + 1).replaceAll("[^A-Za-z0-9.-].*", "");
  }
}
