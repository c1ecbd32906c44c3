package io.berth.did.mail;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param from sender of every mail
 * @param threads mails on their way at once
 * @param queue how many may wait per thread; more are refused as too frequent
 */
@ConfigurationProperties("berth.did.mail")
record MailProperties(String from, @DefaultValue("4") int threads, @DefaultValue("100") int queue) {
  MailProperties {
    Assert.hasText(from, "berth.did.mail.from is missing");
    Assert.isTrue(threads >= 1 && threads <= 64, "berth.did.mail.threads is not in 1..64");
    Assert.isTrue(queue >= 1 && queue <= 10_000, "berth.did.mail.queue is not in 1..10000");
  }
}
