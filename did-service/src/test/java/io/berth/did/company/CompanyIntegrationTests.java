package io.berth.did.company;

import static io.berth.did.fixture.Platform.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Permission;
import io.berth.api.Realm;
import io.berth.api.app.AccessCommand.ResolveAccess;
import io.berth.api.app.AppCommand.CreateKey;
import io.berth.api.app.AppOutcome.SecretsMade;
import io.berth.api.company.CompanyCommand.AcceptInvitation;
import io.berth.api.company.CompanyCommand.ChangeMember;
import io.berth.api.company.CompanyCommand.CreateCompany;
import io.berth.api.company.CompanyCommand.InviteMember;
import io.berth.api.company.CompanyCommand.ReadCompany;
import io.berth.api.company.CompanyCommand.ReadInvitation;
import io.berth.api.company.CompanyCommand.ReadMine;
import io.berth.api.company.CompanyCommand.RemoveMember;
import io.berth.api.company.CompanyCommand.RenameCompany;
import io.berth.api.company.CompanyCommand.Role;
import io.berth.api.company.CompanyOutcome.CompanyFound;
import io.berth.api.company.CompanyOutcome.CompanyMade;
import io.berth.api.company.CompanyOutcome.Invited;
import io.berth.api.company.CompanyOutcome.Mine;
import io.berth.api.search.SearchCommand.FindInMyCompanies;
import io.berth.api.search.SearchCommand.FindKeys;
import io.berth.api.search.SearchOutcome.Found;
import io.berth.api.search.SearchOutcome.Hit;
import io.berth.api.search.SearchOutcome.Kind;
import io.berth.did.company.ConsoleFixture.Person;
import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.Mailbox;
import io.berth.did.fixture.Platform;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

@DidServiceTest
class CompanyIntegrationTests {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Pattern LINK = Pattern.compile("/console/invitations/([0-9a-f]{32})");

  @Autowired Platform platform;
  @Autowired DatabaseClient database;

  private ConsoleFixture console;
  private Person alice;
  private String company;
  private String name;

  @BeforeEach
  void company() {
    console = new ConsoleFixture(platform, database);
    alice = console.person();
    name = "Ömér's Games " + alice.uid();
    company =
        console.ask(alice, null, new CreateCompany(name, "en"), CompanyMade.class).companyId();
  }

  @Test
  void nobodyOfTestIsInvited() {
    InviteMember invite =
        new InviteMember(company, Realm.TEST.idOf("guest@example.com"), Role.DEVELOPER, "en");
    assertThat(console.ask(alice, null, invite)).isInstanceOf(Outcome.Invalid.class);
  }

  private String invited(Person guest, Role role) {
    assertThat(console.ask(alice, null, new InviteMember(company, guest.login(), role, "en")))
        .isEqualTo(new Outcome.Done());
    int mails = Mailbox.of(guest.login()).size();
    Matcher link = LINK.matcher(Mailbox.text(Mailbox.mail(guest.login(), Math.max(1, mails))));
    assertThat(link.find()).isTrue();
    return link.group(1);
  }

  private Person member(Role role) {
    Person guest = console.person();
    String token = invited(guest, role);
    console.ask(guest, null, new AcceptInvitation(token), CompanyMade.class);
    return guest;
  }

  @Test
  void theCreatorOfACompanyOwnsIt() {
    assertThat(company).startsWith("omersgames");
    Mine mine = console.ask(alice, null, new ReadMine(), Mine.class);
    assertThat(mine.companies()).hasSize(1);
    assertThat(mine.companies().getFirst().role()).isEqualTo(Role.OWNER);
    assertThat(mine.companies().getFirst().name()).containsEntry("en", name);
    assertThat(console.ask(alice, null, new RenameCompany(company, "하늘 " + alice.uid(), "ko")))
        .isEqualTo(new Outcome.Done());
    assertThat(
            console.ask(alice, null, new ReadCompany(company), CompanyFound.class).company().name())
        .containsEntry("ko", "하늘 " + alice.uid())
        .containsEntry("en", name);
  }

  @Test
  void supportSeesOrdersAndRespondsToDisputesAlone() {
    Person support = member(Role.SUPPORT);
    assertThat(console.rights(support, null, company))
        .contains(Permission.ORDER_READ, Permission.DISPUTE_ANSWER)
        .doesNotContain(
            Permission.MONEY_READ,
            Permission.REFUND,
            Permission.APP_WRITE,
            Permission.APP_SECRETS,
            Permission.CALLBACKS_WRITE,
            Permission.COMPANY_WRITE,
            Permission.MEMBERS_WRITE,
            Permission.AUDIT_READ);
  }

  @Test
  void aSearchFindsWhatBelongsToTheCallersCompaniesAlone() {
    Person finance = member(Role.FINANCE);
    Person reader = member(Role.READ_ONLY);
    String app = platform.app(1);
    database
        .sql("update apps set company_id = :company where app_id = :app")
        .bind("company", company)
        .bind("app", app)
        .then()
        .block(TIMEOUT);
    Person player = console.person();
    String openId = platform.tokens(app, player.uid(), 1).openId();
    String key = "search" + alice.uid();
    console.ask(alice, app, new CreateKey(key, "Search", List.of()), SecretsMade.class);
    Hit user = new Hit(Kind.USER, app, openId);

    assertThat(found(alice, key)).containsExactly(new Hit(Kind.KEY, app, key));
    assertThat(found(reader, key)).hasSize(1);
    assertThat(found(finance, openId)).containsExactly(user);
    assertThat(found(finance, Long.toString(player.uid()))).containsExactly(user);
    assertThat(found(reader, openId)).as("may not read orders").isEmpty();
    assertThat(found(reader, finance.login().toUpperCase(Locale.ROOT)))
        .containsExactly(new Hit(Kind.MEMBER, company, finance.login()));

    Person stranger = console.person();
    console.ask(stranger, null, new CreateCompany("Moon " + stranger.uid(), "en"));
    for (String text : List.of(key, openId, Long.toString(player.uid()), finance.login())) {
      assertThat(found(stranger, text)).as(text).isEmpty();
    }
    assertRefused(console.ask(alice, null, new FindKeys(key)), ErrorCode.NO_PERMISSION);
  }

  private List<Hit> found(Person person, String text) {
    return console.ask(person, null, new FindInMyCompanies(text), Found.class).hits();
  }

  @Test
  void refusesANameThatLooksLikeAnotherCompanys() {
    Person mallory = console.person();
    for (String lookAlike :
        List.of(name, " " + name.toUpperCase(Locale.ROOT), name.replace("Games", "Garnes"))) {
      assertThat(console.ask(mallory, null, new CreateCompany(lookAlike, "ko")))
          .isEqualTo(Invalid.of("name", "taken"));
    }
    String other =
        console
            .ask(mallory, null, new CreateCompany("Moon " + mallory.uid(), "en"), CompanyMade.class)
            .companyId();
    assertThat(console.ask(mallory, null, new RenameCompany(other, name, "en")))
        .isEqualTo(Invalid.of("name", "taken"));
    assertThat(console.ask(mallory, null, new CreateCompany("Pay\u0440al", "en")))
        .isEqualTo(Invalid.of("name", "look-alike"));
    assertThat(console.ask(mallory, null, new CreateCompany("Pay\u202epal", "en")))
        .isEqualTo(Invalid.of("name", "invisible"));
    assertThat(console.ask(mallory, null, new ReadMine(), Mine.class).companies()).hasSize(1);
  }

  @Test
  void aNameIsFreeAgainAfterARename() {
    assertThat(console.ask(alice, null, new RenameCompany(company, "Sea " + alice.uid(), "en")))
        .isEqualTo(new Outcome.Done());
    Person bob = console.person();
    console.ask(bob, null, new CreateCompany(name, "en"), CompanyMade.class);
    assertThat(console.ask(alice, null, new RenameCompany(company, name, "en")))
        .isEqualTo(Invalid.of("name", "taken"));
  }

  @Test
  void anInviteeJoinsByTheLinkInTheMailAndByNoOther() {
    Person bob = console.person();
    Person mallory = console.person();
    String token = invited(bob, Role.DEVELOPER);
    assertThat(console.ask(mallory, null, new ReadInvitation(token), Invited.class).forCaller())
        .isFalse();
    assertRefused(console.ask(mallory, null, new AcceptInvitation(token)), ErrorCode.CODE_UNKNOWN);
    assertThat(console.ask(bob, null, new ReadInvitation(token), Invited.class).role())
        .isEqualTo(Role.DEVELOPER);
    console.ask(bob, null, new AcceptInvitation(token), CompanyMade.class);
    assertRefused(console.ask(bob, null, new AcceptInvitation(token)), ErrorCode.CODE_UNKNOWN);
    assertThat(console.rights(bob, null, company))
        .contains(Permission.APP_SECRETS)
        .doesNotContain(Permission.MEMBERS_WRITE);
    assertThat(console.rights(mallory, null, company)).containsExactly(Permission.SIGNED_IN);
  }

  @Test
  void aSecondInvitationVoidsTheFirst() {
    Person bob = console.person();
    String first = invited(bob, Role.OWNER);
    invited(bob, Role.READ_ONLY);
    assertRefused(console.ask(bob, null, new AcceptInvitation(first)), ErrorCode.CODE_UNKNOWN);
  }

  @Test
  void anInvitationCarriesNoNameOfACompanyOrPerson() throws Exception {
    console.ask(
        alice,
        null,
        new RenameCompany(company, "Win 1000 at evil.example", "en"),
        Outcome.Done.class);
    Person bob = console.person();
    invited(bob, Role.DEVELOPER);
    MimeMessage mail = Mailbox.mail(bob.login(), 1);
    assertThat(mail.getSubject()).isEqualTo("Invitation to a company on Berth");
    assertThat(Mailbox.text(mail)).doesNotContain("evil", alice.login(), "Alice", company);
  }

  @Test
  void invitationsAreLimitedPerCompanyPersonAndRecipient() {
    Person bob = console.person();
    for (int i = 0; i < 3; i++) {
      invited(bob, Role.DEVELOPER);
    }
    InviteMember invite = new InviteMember(company, bob.login(), Role.DEVELOPER, "en");
    assertRefused(console.ask(alice, null, invite), ErrorCode.TOO_FREQUENT);
    assertThat(Mailbox.of(bob.login())).hasSize(3);

    long sent =
        IntStream.range(0, 10)
            .mapToObj(i -> new InviteMember(company, i + bob.login(), Role.DEVELOPER, "en"))
            .filter(another -> console.ask(alice, null, another) instanceof Outcome.Done)
            .count();
    assertThat(sent).as("ten an hour, refused ones counted").isEqualTo(6);
  }

  @Test
  void aCompanyKeepsAnOwner() {
    Invalid refused = Invalid.of("role", "last-owner");
    assertThat(console.ask(alice, null, new ChangeMember(company, alice.uid(), Role.DEVELOPER)))
        .isEqualTo(refused);
    assertThat(console.ask(alice, null, new RemoveMember(company, alice.uid()))).isEqualTo(refused);
    Person bob = member(Role.OWNER);
    assertThat(console.ask(bob, null, new RemoveMember(company, alice.uid())))
        .isEqualTo(new Outcome.Done());
    assertThat(console.rights(alice, null, company)).containsExactly(Permission.SIGNED_IN);
  }

  @Test
  void permissionsAreCheckedAgain() {
    Person bob = member(Role.READ_ONLY);
    for (var command :
        List.of(
            new InviteMember(company, "x@example.com", Role.OWNER, "en"),
            new ChangeMember(company, bob.uid(), Role.OWNER),
            new RenameCompany(company, "Mine", "en"))) {
      assertRefused(console.ask(bob, null, command), ErrorCode.NO_PERMISSION);
    }
    // A game's server has no business here, whoever it speaks for.
    assertRefused(platform.send(new ReadMine(), Platform.merchant("app")), ErrorCode.NO_PERMISSION);
  }

  @Test
  void refusesInvitationsOfMembersAndMalformedAddresses() {
    assertThat(console.ask(alice, null, new InviteMember(company, alice.login(), Role.OWNER, "en")))
        .isEqualTo(Invalid.of("login", "member"));
    assertThat(console.ask(alice, null, new InviteMember(company, "nobody", Role.OWNER, "en")))
        .isEqualTo(Invalid.of("login", "mail"));
  }

  @Test
  void anEndedSessionHasNoPermissions() {
    assertRefused(
        platform.send(
            new ResolveAccess(alice.uid(), "another", null, company),
            Platform.gateway("console:access")),
        ErrorCode.SESSION_UNKNOWN);
    assertRefused(
        platform.send(
            new ResolveAccess(alice.uid(), alice.sessionId(), "app", company),
            Platform.gateway("console:access")),
        ErrorCode.BAD_PARAMETER);
  }

  @Test
  void operatorsSeeEverythingOnceTheyHavePassedTheSecondFactor() {
    Person operator = console.person();
    database
        .sql("update accounts set roles = '{operator}' where uid = $1")
        .bind("$1", operator.uid())
        .then()
        .block();
    Outcome.Access before =
        (Outcome.Access)
            platform.send(
                new ResolveAccess(operator.uid(), operator.sessionId(), null, company),
                Platform.gateway("console:access"));
    assertThat(before.permissions()).containsExactly(Permission.SIGNED_IN);
    assertThat(before.afterSecondFactor()).contains(Permission.OPERATE_APPS);
    database
        .sql("update sessions set second_factor_at = now() where session_id = $1")
        .bind("$1", operator.sessionId())
        .then()
        .block();
    assertThat(console.rights(operator, null, company))
        .contains(Permission.OPERATE_APPS, Permission.COMPANY_READ)
        .doesNotContain(Permission.APP_WRITE, Permission.MEMBERS_WRITE);
  }
}
