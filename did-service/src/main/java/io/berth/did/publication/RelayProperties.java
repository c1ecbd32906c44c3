package io.berth.did.publication;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param interval Longest time between looks at the outbox without a wake-up signal, 10ms to 1s,
 *     because a change has to reach every node within about a second, even where its instance was
 *     killed.
 * @param batch Most events of one look, 1 to 10000.
 * @param heartbeat Time between heartbeats on {@code berth.revocations}, 100ms to 15s; gateways ask
 *     did-service after 30s without one.
 */
@ConfigurationProperties("berth.did.relay")
record RelayProperties(
    @DefaultValue("1s") Duration interval,
    @DefaultValue("500") int batch,
    @DefaultValue("10s") Duration heartbeat) {
  RelayProperties {
    Assert.isTrue(
        interval.toMillis() >= 10 && interval.toMillis() <= 1000,
        "berth.did.relay.interval is not between 10ms and 1s");
    Assert.isTrue(batch >= 1 && batch <= 10_000, "berth.did.relay.batch is not in 1..10000");
    Assert.isTrue(
        heartbeat.toMillis() >= 100 && heartbeat.toSeconds() <= 15,
        "berth.did.relay.heartbeat is not between 100ms and 15s");
  }
}
