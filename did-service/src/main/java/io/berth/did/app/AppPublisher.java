package io.berth.did.app;

import io.berth.did.company.CompanyListener;
import io.berth.did.outbox.Outbox;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Publishes apps whose record has changed. */
@Component
public final class AppPublisher implements CompanyListener {
  private final AppRecords records;
  private final Outbox outbox;

  AppPublisher(AppRecords records, Outbox outbox) {
    this.records = records;
    this.outbox = outbox;
  }

  /** Raises the app's version and publishes it. */
  public Mono<Void> publish(String appId) {
    return records.touch(appId).flatMap(outbox::changed);
  }

  @Override
  public Mono<Void> companyChanged(String companyId) {
    return records.touchAllOf(companyId).concatMap(outbox::changed).then();
  }
}
