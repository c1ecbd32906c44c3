package io.berth.did.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.FormBrowser;
import io.berth.did.fixture.Platform;
import io.berth.service.retention.OldRecords;
import io.berth.test.server.TestServers;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Mono;

@DidServiceTest
class MaintenanceIntegrationTests {
  @Autowired Platform platform;
  @Autowired Maintenance maintenance;
  @Autowired OldRecords oldRecords;

  @Test
  void expiredRowsAreDeletedInSmallStepsAndOthersStay(TestServers servers) {
    String app = platform.app(1, 12);
    String login = Platform.name("user") + "@example.com";
    long uid = platform.user(login);
    platform.tokens(app, uid, 1, 12);
    new FormBrowser(platform).signIn(login);
    servers
        .database()
        .execute(
            String.format(
                Locale.ROOT,
                """
            insert into throttles select 'old' || i, '{}', now() - interval '1 s'
              from generate_series(1, 1700) i;
            insert into throttles values ('new', '{}', now() + interval '1 day');
            insert into token_families (family, app_id, uid, open_id, union_id, device, scopes,
                valid_from, refresh_hash, refresh_expires_at)
              select 'old', app_id, uid, open_id, union_id, device, scopes, valid_from, '',
                now() - interval '3 days' from token_families where uid = %d;
            """,
                uid));

    Mono.when(maintenance.round(), maintenance.round()).block(Duration.ofSeconds(30));
    maintenance.round().block(Duration.ofSeconds(30));

    assertThat(servers.database().query("select bucket from throttles where bucket ~ '^(old|new)'"))
        .containsExactly("new");
    assertThat(servers.database().query("select count(*) from token_families where uid = " + uid))
        .containsExactly("1");
    assertThat(servers.database().query("select count(*) from sessions where uid = " + uid))
        .containsExactly("1");
  }

  @Test
  void recordsOfTenYearsStayAndWaitingChangesStayLonger(TestServers servers) {
    servers
        .database()
        .execute(
            """
            insert into audit_log (at, action, object, reason, request_id)
              select now() - i * interval '1 year', 'old', 'year/' || i, '', 'r'
                from generate_series(1, 12) i;
            insert into pending_changes (action, object, differences, command, reason, state, tool,
                requested_at, expires_at)
              select 'old', 'change/' || state || years, '{}', '{}', '', state, 'test',
                now() - years * interval '1 year', now()
                from unnest(array['WAITING', 'APPLIED']) state, unnest(array[9, 11]) years;
            """);
    Mono.when(oldRecords.delete(), oldRecords.delete()).block(Duration.ofSeconds(30));
    assertThat(
            servers
                .database()
                .query("select object from audit_log where action = 'old' order by 1"))
        .hasSize(10)
        .doesNotContain("year/11", "year/12");
    assertThat(
            servers
                .database()
                .query("select object from pending_changes where action = 'old' order by 1"))
        .containsExactly("change/APPLIED9", "change/WAITING11", "change/WAITING9");
    servers.database().execute("delete from pending_changes where action = 'old'");
  }
}
