package io.berth.did.legal;

import io.berth.api.company.LegalOutcome.Document;
import io.berth.api.company.LegalOutcome.DocumentFound;
import io.berth.did.rotation.StoredSecrets;
import io.berth.service.key.SecretBox;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores documents of companies, encrypted. */
@Repository
class Documents implements StoredSecrets {
  private static final Logger log = LoggerFactory.getLogger(Documents.class);

  private final DatabaseClient database;
  private final SecretBox box;

  Documents(DatabaseClient database, SecretBox box) {
    this.database = database;
    this.box = box;
  }

  Mono<List<Document>> of(String companyId) {
    return database
        .sql(
            """
            select id, name, bytes, uploaded_at from company_documents
            where company_id = :companyId order by id
            """)
        .bind("companyId", companyId)
        .mapProperties(Document.class)
        .all()
        .collectList();
  }

  /**
   * @param content base64
   */
  record Upload(String name, DocumentType type, int bytes, String content) {}

  Mono<Void> add(String companyId, Upload upload) {
    return database
        .sql(
            """
            insert into company_documents (company_id, name, type, bytes, sealed)
            values (:companyId, :name, :type, :bytes, :sealed)
            """)
        .bind("companyId", companyId)
        .bind("name", upload.name())
        .bind("type", upload.type().name())
        .bind("bytes", upload.bytes())
        .bind("sealed", box.encrypt(upload.content(), context(companyId)))
        .then();
  }

  Mono<Boolean> remove(String companyId, long id) {
    return database
        .sql("delete from company_documents where company_id = :companyId and id = :id")
        .bind("companyId", companyId)
        .bind("id", id)
        .fetch()
        .rowsUpdated()
        .map(removed -> removed > 0);
  }

  /** Empty where the company has no such document. */
  Mono<DocumentFound> find(String companyId, long id) {
    return database
        .sql(
            """
            select name, type, sealed from company_documents
            where company_id = :companyId and id = :id
            """)
        .bind("companyId", companyId)
        .bind("id", id)
        .map(
            row ->
                new DocumentFound(
                    Objects.requireNonNull(row.get("name", String.class)),
                    DocumentType.valueOf(row.get("type", String.class)).mediaType(),
                    box.decrypt(
                        Objects.requireNonNull(row.get("sealed", String.class)),
                        context(companyId))))
        .one();
  }

  private static String context(String companyId) {
    return "company-document/" + companyId;
  }

  @Override
  public Flux<Count> countByKey() {
    return database
        .sql(
            """
            select split_part(left(sealed, 40), '.', 1) as key_id, count(*) as secrets
            from company_documents group by 1
            """)
        .mapProperties(Count.class)
        .all();
  }

  private record Sealed(long id, String companyId, String sealed) {}

  /** One at a time: each may be a megabyte. */
  @Override
  public Mono<Void> encryptAgain() {
    return after(0).expand(last -> after(last.id())).concatMap(this::encryptAgain, 1).then();
  }

  private Mono<Sealed> after(long id) {
    return database
        .sql(
            """
            select id, company_id, sealed from company_documents
            where id > :id and split_part(left(sealed, 40), '.', 1) <> :activeKey
            order by id limit 1
            """)
        .bind("id", id)
        .bind("activeKey", box.activeKey())
        .mapProperties(Sealed.class)
        .one();
  }

  private Mono<Void> encryptAgain(Sealed document) {
    return Mono.fromCallable(() -> box.renew(document.sealed, context(document.companyId)))
        .flatMap(
            renewed ->
                database
                    .sql("update company_documents set sealed = :renewed where id = :id")
                    .bind("id", document.id)
                    .bind("renewed", renewed)
                    .then())
        .onErrorResume(
            SecretBox.Undecryptable.class,
            failure -> {
              log.error("the document {} stays as it is", document.id, failure);
              return Mono.empty();
            });
  }
}
