package io.berth.console.company;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.company.LegalCommand.AddDocument;
import io.berth.api.company.LegalCommand.DecideLegal;
import io.berth.api.company.LegalCommand.OperateDocument;
import io.berth.api.company.LegalCommand.OperateLegal;
import io.berth.api.company.LegalCommand.ReadLegal;
import io.berth.api.company.LegalOutcome.Document;
import io.berth.api.company.LegalOutcome.DocumentFound;
import io.berth.api.company.LegalOutcome.LegalFound;
import io.berth.api.company.LegalOutcome.LegalState;
import io.berth.console.RunningConsole;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LegalPagesTests {
  private static final String OWN = "/console/companies/acme/legal";
  private static final String CHECK = "/console/operator/company-checks/acme";
  private static final Instant AT = Instant.parse("2026-11-20T08:30:00Z");

  private final RunningConsole console = RunningConsole.get();

  @BeforeEach
  void script() {
    LegalFound legal = legal(LegalState.REFUSED);
    console
        .gateway()
        .answers(ReadLegal.class, legal)
        .answers(OperateLegal.class, legal)
        .answers(OperateDocument.class, new DocumentFound("a\"b.pdf", "application/pdf", "JVBE"));
  }

  private static LegalFound legal(LegalState state) {
    return new LegalFound(
        "acme",
        Map.of("en", "Acme Games"),
        "Acme <Ltd.>",
        "1 Street",
        "C-1",
        state,
        7,
        "another name",
        AT,
        List.of(new Document(3, "register.pdf", 12_000, AT)));
  }

  @Test
  void ownersUploadDocuments() {
    assertThat(console.get(OWN).body()).contains("another name", "register.pdf", "&lt;Ltd.&gt;");
    console.gateway().answers(AddDocument.class, Invalid.of("file", "document-type"));
    HttpResponse<String> refused =
        console.upload(OWN, OWN + "/documents", "a.html", "x".repeat(300_000));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("not a complete PDF, PNG or JPEG");
    AddDocument added = Objects.requireNonNull(console.gateway().latest(AddDocument.class));
    assertThat(added.name()).isEqualTo("a.html");
    assertThat(new String(Base64.getDecoder().decode(added.content()), StandardCharsets.UTF_8))
        .isEqualTo("x".repeat(300_000));
    assertThat(console.forge(OWN + "/documents", "file=x").statusCode()).isEqualTo(403);
  }

  @Test
  void operatorsDecideOnWhatTheyReadAndDocumentsAreNeverShownInline() {
    console.gateway().answers(DecideLegal.class, new Outcome.Done());
    console.post(
        CHECK, CHECK, Map.of("version", "7", "checked", "true", "reason", "as in the register"));
    assertThat(console.get(CHECK).body()).doesNotContain("Refuse the details");
    console.gateway().answers(OperateLegal.class, legal(LegalState.UNCHECKED));
    assertThat(console.get(CHECK).body()).contains("The details are right", "Refuse the details");
    assertThat(console.gateway().latest(DecideLegal.class))
        .isEqualTo(new DecideLegal("acme", 7, true, "as in the register"));
    HttpResponse<String> document = console.get(CHECK + "/documents/3");
    assertThat(document.body()).isEqualTo("%PD");
    assertThat(document.headers().firstValue("Content-Disposition").orElse(""))
        .startsWith("attachment;");
    assertThat(document.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
  }
}
