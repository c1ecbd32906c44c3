package io.berth.did.publication;

import io.berth.did.outbox.Epochs;
import io.berth.service.runtime.MayBlock;
import io.berth.service.runtime.StartStep;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Publishes what a restored database says, before anybody is served: records of apps and identities
 * that it does not know are withdrawn, all others are published with a version of the new epoch. A
 * crash in between does it again.
 */
@Component
@MayBlock("the thread that starts the service")
final class EpochStart implements StartStep {
  private static final Logger log = LoggerFactory.getLogger(EpochStart.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration PUBLISHING_TIMEOUT = Duration.ofHours(1);

  private final Epochs epochs;
  private final WithdrawnApps apps;
  private final WithdrawnIdentities identities;
  private final Republisher republisher;

  EpochStart(
      Epochs epochs, WithdrawnApps apps, WithdrawnIdentities identities, Republisher republisher) {
    this.epochs = epochs;
    this.apps = apps;
    this.identities = identities;
    this.republisher = republisher;
  }

  @Override
  public void start() {
    Long version = epochs.unpublished().block(TIMEOUT);
    if (version == null) {
      return;
    }
    Long withdrawnApps = apps.withdraw(version).block(PUBLISHING_TIMEOUT);
    Long withdrawnIdentities = identities.withdraw(version).block(PUBLISHING_TIMEOUT);
    republisher.republish().block(PUBLISHING_TIMEOUT);
    epochs.published().block(TIMEOUT);
    log.warn(
        "the database was restored: {} apps and {} identities that it does not know are withdrawn,"
            + " all others are published with versions from {} on",
        withdrawnApps,
        withdrawnIdentities,
        version);
  }

  /** After the topics were made, before those who find them empty. */
  @Override
  public int getPhase() {
    return -1100;
  }
}
