package io.berth.did.company;

import io.berth.api.Permission;
import io.berth.api.company.CompanyCommand.Role;
import io.berth.api.search.SearchCommand;
import io.berth.api.search.SearchOutcome.Found;
import io.berth.api.search.SearchOutcome.Hit;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Finds keys and people for the search of the console. */
@Component
final class ConsoleSearch {

  /** Whoever may read orders sees their users there. */
  private static final String[] READERS =
      Arrays.stream(Role.values())
          .filter(role -> RolePermissions.of(role).contains(Permission.ORDER_READ))
          .map(Role::name)
          .toArray(String[]::new);

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

  private final DatabaseClient database;

  ConsoleSearch(DatabaseClient database) {
    this.database = database;
  }

  Mono<Found> inCompaniesOf(long uid, String text) {
    return found(
        database
            .sql(
                """
                with mine as (
                  select a.app_id, m.role from company_members m
                  join apps a on a.company_id = m.company_id where m.uid = :uid)
                (select 'KEY' as kind, k.app_id as place, k.access_key as id
                  from mine join app_keys k on k.app_id = mine.app_id and k.access_key = :text
                  limit :most)
                union all
                (select 'USER', i.app_id, i.open_id
                  from mine join identities i on i.app_id = mine.app_id and i.open_id = :text
                  where mine.role = any (:readers) limit :most)
                union all
                (select 'USER', i.app_id, i.open_id
                  from mine join identities i on i.app_id = mine.app_id and i.uid = :number
                  where mine.role = any (:readers) limit :most)
                union all
                (select 'MEMBER', m.company_id, a.login
                  from accounts a join company_members m on m.uid = a.uid
                  where a.login = :login and exists (
                    select from company_members o
                    where o.company_id = m.company_id and o.uid = :uid)
                  limit :most)
                """)
            .bind("uid", uid)
            .bind("text", text)
            .bind("login", text.toLowerCase(Locale.ROOT))
            .bind("number", DIGITS.matcher(text).matches() ? Long.parseLong(text) : -1)
            .bind("readers", READERS));
  }

  Mono<Found> keys(String text) {
    return found(
        database
            .sql(
                """
                select 'KEY' as kind, app_id as place, access_key as id
                from app_keys where access_key = :text limit :most
                """)
            .bind("text", text));
  }

  private static Mono<Found> found(GenericExecuteSpec statement) {
    return statement
        .bind("most", SearchCommand.MOST)
        .mapProperties(Hit.class)
        .all()
        .collectList()
        .map(Found::new);
  }
}
