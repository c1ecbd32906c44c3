package io.berth.did.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.FormBrowser;
import io.berth.did.fixture.Platform;
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
}
