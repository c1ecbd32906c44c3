package io.berth.did.legal;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.company.LegalCommand;
import io.berth.api.company.LegalCommand.AddDocument;
import io.berth.api.company.LegalCommand.DecideLegal;
import io.berth.api.company.LegalCommand.OperateDocument;
import io.berth.api.company.LegalCommand.RemoveDocument;
import io.berth.api.company.LegalCommand.SaveLegal;
import io.berth.api.company.LegalOutcome.DocumentFound;
import io.berth.api.company.LegalOutcome.LegalFound;
import io.berth.api.company.LegalOutcome.LegalState;
import io.berth.api.company.LegalOutcome.Unchecked;
import io.berth.did.legal.Documents.Upload;
import io.berth.did.news.CompanyNews;
import io.berth.did.news.CompanyNews.News;
import io.berth.service.audit.AuditLog;
import io.berth.service.audit.AuditedChanges;
import io.berth.service.audit.AuditedChanges.Action;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Takes legal details and documents from owners, and has operators check them. */
@Component
public final class LegalDetails {
  private static final int MOST_LISTED = 50;
  private static final Outcome DONE = new Outcome.Done();

  private final LegalRows rows;
  private final Documents documents;
  private final CompanyNews news;
  private final AuditedChanges audited;
  private final AuditLog audit;

  LegalDetails(
      LegalRows rows,
      Documents documents,
      CompanyNews news,
      AuditedChanges audited,
      AuditLog audit) {
    this.rows = rows;
    this.documents = documents;
    this.news = news;
    this.audited = audited;
    this.audit = audit;
  }

  /** Whether an operator has found the company's details right. */
  public Mono<Boolean> areChecked(String companyId) {
    return rows.find(companyId)
        .map(legal -> legal.state() == LegalState.CHECKED)
        .defaultIfEmpty(false);
  }

  Mono<Outcome> read(String companyId) {
    return rows.find(companyId)
        .cast(Outcome.class)
        .defaultIfEmpty(Invalid.of("company", "unknown"));
  }

  Mono<Outcome> save(SaveLegal given, Caller caller) {
    SaveLegal save =
        new SaveLegal(
            given.companyId(),
            given.legalName().strip(),
            given.address().strip(),
            given.registration().strip());
    Invalid problem = problem(save);
    return problem == null
        ? write("company.legal", save.companyId(), caller, rows.save(save).thenReturn(DONE))
        : Mono.just(problem);
  }

  private static @Nullable Invalid problem(SaveLegal save) {
    if (save.legalName().isEmpty() || save.legalName().length() > 200) {
      return Invalid.of("legalName", "length", "1", "200");
    } else if (save.address().isEmpty() || save.address().length() > 500) {
      return Invalid.of("address", "length", "1", "500");
    }
    return save.registration().length() > 100
        ? Invalid.of("registration", "length", "0", "100")
        : null;
  }

  Mono<Outcome> add(AddDocument add, Caller caller) {
    byte[] content;
    try {
      content = Base64.getDecoder().decode(add.content());
    } catch (IllegalArgumentException e) {
      return Mono.just(Invalid.of("file", "document-type"));
    }
    if (content.length == 0) {
      return Mono.just(Invalid.of("file", "missing"));
    }
    DocumentType type = DocumentType.of(content);
    if (content.length > LegalCommand.LARGEST_DOCUMENT) {
      return Mono.just(
          Invalid.of("file", "document-size", "" + LegalCommand.LARGEST_DOCUMENT / 1024));
    } else if (type == null) {
      return Mono.just(Invalid.of("file", "document-type"));
    }
    Upload upload = new Upload(type.fileName(add.name()), type, content.length, add.content());
    return write(
        "company.document-add",
        add.companyId(),
        caller,
        rows.find(add.companyId()).flatMap(legal -> add(legal, upload)));
  }

  private Mono<Outcome> add(LegalFound legal, Upload upload) {
    if (legal.state() == LegalState.MISSING) {
      return Mono.just(Invalid.of("file", "details-first"));
    } else if (legal.documents().size() >= LegalCommand.MOST_DOCUMENTS) {
      return Mono.just(Invalid.of("file", "too-many", "" + LegalCommand.MOST_DOCUMENTS));
    }
    return documents
        .add(legal.companyId(), upload)
        .then(rows.documentsChanged(legal.companyId()))
        .thenReturn(DONE);
  }

  Mono<Outcome> remove(RemoveDocument remove, Caller caller) {
    return write(
        "company.document-remove",
        remove.companyId(),
        caller,
        documents
            .remove(remove.companyId(), remove.document())
            .flatMap(
                removed -> removed ? rows.documentsChanged(remove.companyId()) : Mono.<Void>empty())
            .thenReturn(DONE));
  }

  private Mono<Outcome> write(
      String action, String companyId, Caller caller, Mono<Outcome> change) {
    return audited.write(caller, action, "company/" + companyId, rows.facts(companyId), change);
  }

  Mono<Outcome> document(String companyId, long id) {
    return documents
        .find(companyId, id)
        .cast(Outcome.class)
        .defaultIfEmpty(Invalid.of("document", "unknown"));
  }

  /** An operator who reads people's papers is named in the audit log. */
  Mono<Outcome> document(OperateDocument read, Caller caller) {
    return document(read.company(), read.document())
        .flatMap(
            outcome ->
                outcome instanceof DocumentFound found
                    ? audit
                        .write(
                            caller,
                            "company.document-read",
                            "company/" + read.company(),
                            "",
                            Map.of("document." + read.document(), found.name()))
                        .thenReturn(outcome)
                    : Mono.just(outcome));
  }

  Mono<Outcome> unchecked() {
    return rows.unchecked(MOST_LISTED + 1)
        .map(
            found ->
                new Unchecked(
                    List.copyOf(found.subList(0, Math.min(found.size(), MOST_LISTED))),
                    found.size() > MOST_LISTED));
  }

  Mono<Outcome> decide(DecideLegal decide, Caller caller) {
    String id = decide.company();
    News decided =
        new News(
            id,
            null,
            decide.checked() ? "legal-checked" : "legal-refused",
            false,
            decide.reason().strip(),
            "/console/companies/" + id + "/legal");
    return audited
        .write(
            caller,
            new Action(
                decide.checked() ? "company.legal-check" : "company.legal-refuse",
                "company/" + id,
                decide.reason(),
                Map.of()),
            rows.decide(decide, Objects.requireNonNull(caller.uid()))
                .flatMap(
                    done ->
                        done
                            ? news.add(decided).thenReturn(DONE)
                            : Mono.just(Invalid.of("version", "changed"))))
        .doOnNext(_ -> news.added());
  }
}
