package io.berth.callback.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.DidCommand;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.delivery.OutageNotice.MailOutage;
import io.berth.test.postgres.TestDatabase;
import io.berth.test.server.BerthServers;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

@BerthServers(postgres = "berth_callback")
class OutageNoticesIntegrationTests {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final List<DidCommand> mailed = new ArrayList<>();
  private TestDatabase database;
  private OutageNotices notices;
  private boolean didIsAway;

  @BeforeEach
  void open(TestDatabase database) {
    this.database = database;
    Flyway.configure()
        .dataSource(
            database.details().jdbcUrl(),
            database.details().ownerRole(),
            database.details().ownerPassword())
        .locations("classpath:db/callback")
        .placeholders(Map.of("runtime_role", database.details().appRole()))
        .load()
        .migrate();
    database.execute("truncate outages, outage_notices");
    ConnectionFactoryOptions options =
        ConnectionFactoryOptions.parse(database.details().r2dbcUrl())
            .mutate()
            .option(ConnectionFactoryOptions.USER, database.details().appRole())
            .option(ConnectionFactoryOptions.PASSWORD, database.details().appPassword())
            .build();
    notices =
        new OutageNotices(
            DatabaseClient.create(ConnectionFactories.get(options)),
            command -> Mono.fromSupplier(() -> answer(command)));
  }

  private Outcome answer(DidCommand command) {
    if (didIsAway) {
      return Outcome.Refusal.of(ErrorCode.TIMEOUT);
    }
    mailed.add(command);
    return new Outcome.Done();
  }

  private void isOut(String app, String since) {
    database.execute(
        "insert into outages (app_id, origin, until, since) values ('%s', 'https://%s.example', now(), now() - interval '%s')"
            .formatted(app, app, since));
  }

  private void round() {
    notices.round().block(TIMEOUT);
  }

  @Test
  void mailsEachServerThatHasNotAnsweredForAWhileOnceADay() {
    isOut("long", "11 minutes");
    isOut("also", "1 hour");
    isOut("short", "5 minutes");
    round();
    round();
    assertThat(mailed)
        .containsExactly(
            new MailOutage("also", "https://also.example"),
            new MailOutage("long", "https://long.example"));
    database.execute("update outage_notices set mailed_at = now() - interval '25 hours'");
    round();
    assertThat(mailed).hasSize(4);
  }

  @Test
  void whatDidServiceDoesNotTakeIsMailedLater() {
    isOut("long", "11 minutes");
    didIsAway = true;
    round();
    didIsAway = false;
    round();
    assertThat(mailed).containsExactly(new MailOutage("long", "https://long.example"));
  }

  @Test
  void whatWasMailedLongAgoIsForgotten() {
    isOut("long", "11 minutes");
    round();
    database.execute("delete from outages");
    database.execute("update outage_notices set mailed_at = now() - interval '3 days'");
    round();
    assertThat(database.query("select app_id from outage_notices")).isEmpty();
  }
}
