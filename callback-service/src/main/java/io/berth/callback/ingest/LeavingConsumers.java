package io.berth.callback.ingest;

import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/**
 * Makes consumers that leave their group when they are closed. A static member would stay, and
 * nobody would read its partitions until its session has ended.
 */
final class LeavingConsumers extends DefaultKafkaConsumerFactory<byte[], byte[]> {

  LeavingConsumers(Map<String, Object> settings) {
    super(settings);
  }

  @Override
  protected Consumer<byte[], byte[]> createRawConsumer(Map<String, Object> settings) {
    return new LeavingConsumer(settings);
  }

  private final class LeavingConsumer extends ExtendedKafkaConsumer {

    LeavingConsumer(Map<String, Object> settings) {
      super(settings);
    }

    @Override
    public void close() {
      close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    }
  }
}
