package io.berth.did.company;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Access;
import io.berth.api.Permission;
import io.berth.api.app.AccessCommand.ResolveAccess;
import io.berth.did.fixture.Platform;
import io.berth.did.secret.Identifiers;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;

/** People in the console, as the gateway lets them in: it asks first, then passes on. */
public record ConsoleFixture(Platform platform, DatabaseClient database) {

  public record Person(long uid, String login, String sessionId) {}

  public Person person() {
    String login = Platform.name("person") + "@example.com";
    long uid = platform.user(login);
    String sessionId = Identifiers.hex();
    database
        .sql(
            """
            insert into sessions (session_id, uid, created_at, expires_at)
            values ($1, $2, now(), now() + interval '1 hour')
            """)
        .bind("$1", sessionId)
        .bind("$2", uid)
        .then()
        .block(Duration.ofSeconds(10));
    return new Person(uid, login, sessionId);
  }

  public Set<Permission> rights(Person person, @Nullable String appId, @Nullable String companyId) {
    Outcome outcome =
        platform.send(
            new ResolveAccess(person.uid(), person.sessionId(), appId, companyId),
            Platform.gateway("console:access"));
    assertThat(outcome).isInstanceOf(Access.class);
    return ((Access) outcome).permissions();
  }

  /** With the permissions that the person has with regard to the app or company. */
  public Outcome ask(Person person, @Nullable String appId, Command command) {
    String companyId =
        command instanceof io.berth.api.ConsoleCommand asked ? asked.companyId() : null;
    Set<String> permissions =
        rights(person, appId, companyId).stream()
            .map(Permission::name)
            .collect(Collectors.toUnmodifiableSet());
    return platform.send(
        command,
        Caller.of(Caller.Kind.CONSOLE, "request")
            .withApp(appId, null)
            .withUid(person.uid())
            .withSession(person.sessionId())
            .withPermissions(permissions)
            .withAddress("192.0.2.1"));
  }

  public <T extends Outcome> T ask(
      Person person, @Nullable String appId, Command command, Class<T> expected) {
    Outcome outcome = ask(person, appId, command);
    assertThat(outcome).isInstanceOf(expected);
    return Objects.requireNonNull(expected.cast(outcome));
  }
}
