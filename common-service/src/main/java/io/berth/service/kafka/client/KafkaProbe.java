package io.berth.service.kafka.client;

import io.berth.service.readiness.PartState;
import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.Node;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Asks Kafka whether it answers. */
public final class KafkaProbe implements AutoCloseable {
  private final KafkaClients clients;
  private final DescribeClusterOptions options;
  private @Nullable Admin admin;

  public KafkaProbe(KafkaClients clients, Duration timeout) {
    this.clients = clients;
    this.options = new DescribeClusterOptions().timeoutMs((int) timeout.toMillis());
  }

  public Mono<PartState> probe() {
    return Mono.fromCallable(this::open)
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(this::nodes)
        .map(
            nodes ->
                nodes.isEmpty()
                    ? PartState.notReady("has no broker")
                    : PartState.ready().with("brokers", nodes.size()));
  }

  private synchronized Admin open() {
    Admin open = admin;
    if (open == null) {
      open = clients.admin();
      admin = open;
    }
    return open;
  }

  private Mono<Collection<Node>> nodes(Admin open) {
    return Mono.fromCompletionStage(
        () -> open.describeCluster(options).nodes().toCompletionStage());
  }

  @Override
  public synchronized void close() {
    Admin open = admin;
    admin = null;
    if (open != null) {
      open.close(Duration.ZERO);
    }
  }
}
