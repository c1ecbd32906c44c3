package io.berth.did.provisioning;

import io.berth.did.account.Accounts;
import io.berth.service.audit.Fact;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Describes an account for the audit log when an operator puts it. */
@Repository
class UserAuditFields {
  private final DatabaseClient database;

  UserAuditFields(DatabaseClient database) {
    this.database = database;
  }

  /** Nothing of an account that is not there. Holds its row until the transaction ends. */
  Mono<Map<String, Fact>> of(String login) {
    return database
        .sql(
            """
            select login, name, avatar, array_to_string(roles, ' ') as roles,
              password_hash, pay_password_hash,
              (select string_agg(i.app_id, ' ' order by i.app_id) from identities i
               where i.uid = a.uid) as open_ids,
              (select count(*)::text from friendships f where f.uid = a.uid) as friends
            from accounts a where login = :login for no key update
            """)
        .bind("login", Accounts.normal(login))
        .map(UserAuditFields::fields)
        .one()
        .defaultIfEmpty(Map.of());
  }

  private static Map<String, Fact> fields(Readable row) {
    Map<String, Fact> fields = new TreeMap<>();
    for (String column : List.of("login", "name", "avatar", "roles", "open_ids", "friends")) {
      String value = Objects.requireNonNullElse(row.get(column, String.class), "");
      if (!value.isEmpty()) {
        fields.put(column, Fact.of(value));
      }
    }
    for (String column : List.of("password_hash", "pay_password_hash")) {
      String hash = row.get(column, String.class);
      if (hash != null) {
        fields.put(column.replace("_hash", ""), Fact.secret(hash));
      }
    }
    return fields;
  }
}
