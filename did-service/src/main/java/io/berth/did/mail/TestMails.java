package io.berth.did.mail;

import java.time.Instant;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps for a day what would have been mailed to people in test, the last mails of each: nobody in
 * test has proved that an address is theirs, so that no mail may leave for it.
 */
@Repository
public final class TestMails {
  private static final int MOST = 10;

  private final DatabaseClient database;

  TestMails(DatabaseClient database) {
    this.database = database;
  }

  public record TestMail(String subject, String body, Instant sentAt) {}

  Mono<Void> keep(String address, String subject, String body) {
    return database
        .sql(
            """
            with former as (
              delete from test_mails where id = any (array(
                select id from test_mails where login = :login order by id desc offset :most)))
            insert into test_mails (login, subject, body) values (:login, :subject, :body)
            """)
        .bind("login", address)
        .bind("most", MOST - 1)
        .bind("subject", subject)
        .bind("body", body)
        .then();
  }

  /** The newest first. */
  public Flux<TestMail> to(String address) {
    return database
        .sql(
            """
            select subject, body, sent_at from test_mails
            where login = :login and expires_at > clock_timestamp() order by id desc limit :most
            """)
        .bind("login", address)
        .bind("most", MOST)
        .mapProperties(TestMail.class)
        .all();
  }
}
