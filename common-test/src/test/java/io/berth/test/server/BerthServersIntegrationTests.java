package io.berth.test.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.test.kafka.TestKafka;
import io.berth.test.postgres.TestDatabase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@BerthServers(postgres = "berth_pay", kafka = true)
class BerthServersIntegrationTests {

  @Test
  void givesAnEmptyDatabaseWithTwoRoles(TestDatabase database) throws Exception {
    try (var owner = database.asOwner()) {
      owner.createStatement().execute("create table if not exists notes (text text)");
    }
    try (var app = database.asApp()) {
      assertThatThrownBy(() -> app.createStatement().execute("select * from notes"))
          .hasMessageContaining("permission denied");
    }
    assertThat(database.query("select count(*) from notes")).containsExactly("0");
  }

  @Test
  void brokerComesBackWithItsRecords(TestKafka kafka) {
    kafka.createTopic("notes", 2);
    kafka.send("notes", "key", "kept");

    kafka.stop();
    kafka.start();

    assertThat(kafka.records("notes")).extracting(ConsumerRecord::value).containsExactly("kept");
  }

  @Nested
  class Inside {

    @Test
    void sharesTheServersOfTheClassAroundIt(TestServers servers) {
      assertThat(servers)
          .isSameAs(TestServers.of(ServersRequest.of(BerthServersIntegrationTests.class)));
    }
  }
}
