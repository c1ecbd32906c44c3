package io.berth.did.legal;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.Caller;
import io.berth.api.ConsoleCommand;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.audit.AuditFilter;
import io.berth.api.audit.AuditOutcome.AuditEntry;
import io.berth.api.audit.AuditOutcome.AuditPage;
import io.berth.api.company.CompanyCommand.CreateCompany;
import io.berth.api.company.CompanyOutcome.CompanyMade;
import io.berth.api.company.LegalCommand;
import io.berth.api.company.LegalCommand.AddDocument;
import io.berth.api.company.LegalCommand.DecideLegal;
import io.berth.api.company.LegalCommand.OperateDocument;
import io.berth.api.company.LegalCommand.OperateLegal;
import io.berth.api.company.LegalCommand.ReadDocument;
import io.berth.api.company.LegalCommand.ReadLegal;
import io.berth.api.company.LegalCommand.ReadUnchecked;
import io.berth.api.company.LegalCommand.RemoveDocument;
import io.berth.api.company.LegalCommand.SaveLegal;
import io.berth.api.company.LegalOutcome.DocumentFound;
import io.berth.api.company.LegalOutcome.LegalFound;
import io.berth.api.company.LegalOutcome.LegalState;
import io.berth.api.company.LegalOutcome.Unchecked;
import io.berth.api.operator.OperatorDidCommand.ReadDidAudit;
import io.berth.did.company.ConsoleFixture;
import io.berth.did.company.ConsoleFixture.Person;
import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.Mailbox;
import io.berth.did.fixture.Platform;
import io.berth.did.rotation.StoredSecrets.Count;
import io.berth.service.key.SecretBox;
import io.berth.service.key.SecretsProperties;
import io.berth.test.postgres.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.r2dbc.core.DatabaseClient;

@DidServiceTest
class LegalDetailsIntegrationTests {
  private static final Outcome DONE = new Outcome.Done();
  private static final String PDF = base64("%PDF-1.7\nof Acme\n%%EOF\n");
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Autowired Platform platform;
  @Autowired DatabaseClient database;
  @Autowired Documents documents;
  @Autowired LegalDetails legal;
  @Autowired Environment environment;

  private ConsoleFixture console;
  private Person owner;
  private String company;
  private long operator;

  @BeforeEach
  void company() {
    console = new ConsoleFixture(platform, database);
    owner = console.person();
    operator = platform.user(Platform.name("operator") + "@example.com");
    company =
        console
            .ask(owner, null, new CreateCompany("Legal " + owner.uid(), "en"), CompanyMade.class)
            .companyId();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private Outcome asks(LegalCommand command) {
    return console.ask(owner, null, command);
  }

  private Outcome operates(ConsoleCommand command) {
    return platform.send(
        command,
        Caller.of(Caller.Kind.CONSOLE, "request-1")
            .withUid(operator)
            .withSession("session")
            .withPermissions(Set.of(command.permission().name()))
            .withAddress("127.0.0.1"));
  }

  private LegalFound read() {
    return console.ask(owner, null, new ReadLegal(company), LegalFound.class);
  }

  private SaveLegal details(String name) {
    return new SaveLegal(company, name, "1 Harbour Street\nHong Kong", "C-123");
  }

  private boolean isChecked() {
    return Boolean.TRUE.equals(legal.areChecked(company).block(LIMIT));
  }

  @Test
  void ownersAreToldTheDecisionAndAChangeHasToBeCheckedAgain() {
    assertThat(read().state()).isEqualTo(LegalState.MISSING);
    assertThat(asks(new AddDocument(company, "a.pdf", PDF)))
        .isEqualTo(Invalid.of("file", "details-first"));
    assertThat(asks(new SaveLegal(company, " ", "Street", "")))
        .isEqualTo(Invalid.of("legalName", "length", "1", "200"));
    assertThat(asks(details("Acme Ltd."))).isEqualTo(DONE);
    assertThat(asks(new AddDocument(company, "C:\\scans\\register.exe", PDF))).isEqualTo(DONE);
    Unchecked waiting = (Unchecked) operates(new ReadUnchecked());
    assertThat(waiting.companies()).anyMatch(line -> line.companyId().equals(company));

    long version = ((LegalFound) operates(new OperateLegal(company))).version();
    assertThat(operates(new DecideLegal(company, version - 1, true, "fine")))
        .isEqualTo(Invalid.of("version", "changed"));
    assertThat(operates(new DecideLegal(company, version, false, ""))).isInstanceOf(Invalid.class);
    assertThat(operates(new DecideLegal(company, version, false, "another name"))).isEqualTo(DONE);
    assertThat(read().state()).isEqualTo(LegalState.REFUSED);
    assertThat(read().reason()).isEqualTo("another name");
    assertThat(Mailbox.text(Mailbox.mail(owner.login(), 1))).contains("another name", "/legal");

    assertThat(operates(new DecideLegal(company, version, true, "as registered"))).isEqualTo(DONE);
    assertThat(isChecked()).isTrue();
    assertThat(asks(details("Acme Ltd."))).isEqualTo(DONE);
    assertThat(isChecked()).as("nothing changed").isTrue();
    assertThat(asks(details("Acme Holding"))).isEqualTo(DONE);
    assertThat(isChecked()).isFalse();
  }

  @Test
  void documentsAreKeptEncryptedAndWhoReadsThemIsRecorded() {
    asks(details("Acme Ltd."));
    assertThat(asks(new AddDocument(company, "page.pdf", base64("<html>%PDF-%%EOF"))))
        .isEqualTo(Invalid.of("file", "document-type"));
    assertThat(asks(new AddDocument(company, "large.pdf", base64("%PDF-" + "x".repeat(716_800)))))
        .isEqualTo(Invalid.of("file", "document-size", "700"));
    for (int i = 0; i < LegalCommand.MOST_DOCUMENTS; i++) {
      assertThat(asks(new AddDocument(company, "../a\nb.html", PDF))).isEqualTo(DONE);
    }
    assertThat(asks(new AddDocument(company, "more.pdf", PDF)))
        .isEqualTo(Invalid.of("file", "too-many", "6"));

    long id = read().documents().getFirst().id();
    assertThat(asks(new ReadDocument(company, id)))
        .isEqualTo(new DocumentFound("a b.html.pdf", "application/pdf", PDF));
    assertThat(operates(new OperateDocument(company, id))).isInstanceOf(DocumentFound.class);
    assertThat(written()).extracting(AuditEntry::action).containsExactly("company.document-read");
    assertThat(asks(new RemoveDocument(company, id))).isEqualTo(DONE);
    assertThat(asks(new ReadDocument(company, id))).isInstanceOf(Invalid.class);
    assertThat(read().documents()).hasSize(5);
  }

  private List<AuditEntry> written() {
    AuditFilter filter = new AuditFilter(null, null, operator, "company/" + company, null, 100);
    return ((AuditPage) operates(new ReadDidAudit(filter))).entries();
  }

  @Test
  void documentsAreEncryptedAgainWithANewKey(TestDatabase databaseOfAll) {
    asks(details("Acme Ltd."));
    asks(new AddDocument(company, "a.pdf", PDF));
    String key = environment.getRequiredProperty("berth.secrets.keys.k0");
    SecretBox former = new SecretBox(new SecretsProperties("k0", Map.of("k0", key)));
    databaseOfAll.execute(
        "update company_documents set sealed = '%s' where company_id = '%s'"
            .formatted(former.encrypt(PDF, "company-document/" + company), company));
    assertThat(documents.countByKey().collectList().block(LIMIT))
        .extracting(Count::keyId)
        .contains("k0");
    documents.encryptAgain().block(LIMIT);
    assertThat(documents.countByKey().collectList().block(LIMIT))
        .extracting(Count::keyId)
        .doesNotContain("k0");
    assertThat(asks(new ReadDocument(company, read().documents().getFirst().id())))
        .isInstanceOf(DocumentFound.class);
  }
}
