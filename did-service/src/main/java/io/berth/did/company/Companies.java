package io.berth.did.company;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Outcome.Refusal;
import io.berth.api.app.ManagementCommand.PutCompany;
import io.berth.api.company.CompanyCommand.CreateCompany;
import io.berth.api.company.CompanyCommand.RenameCompany;
import io.berth.api.company.CompanyOutcome.Company;
import io.berth.api.company.CompanyOutcome.CompanyFound;
import io.berth.api.company.CompanyOutcome.CompanyMade;
import io.berth.api.company.CompanyOutcome.CurrentUser;
import io.berth.api.company.CompanyOutcome.Mine;
import io.berth.did.account.Accounts;
import io.berth.did.name.CompanyNames;
import io.berth.did.name.NameProblems;
import io.berth.did.text.DisplayName;
import io.berth.service.key.Randomness;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Creates, reads and renames companies for their members. */
@Component
final class Companies {
  private static final int MOST_PER_PERSON = 20;
  private static final int LONGEST_STEM = 24;

  private final CompanyRows rows;
  private final Members members;
  private final Invitations invitations;
  private final CompanyUpdates updates;
  private final CompanyNames companyNames;
  private final Accounts accounts;
  private final AuditedCompanies audited;

  Companies(
      CompanyRows rows,
      Members members,
      Invitations invitations,
      CompanyUpdates updates,
      CompanyNames companyNames,
      Accounts accounts,
      AuditedCompanies audited) {
    this.rows = rows;
    this.members = members;
    this.invitations = invitations;
    this.updates = updates;
    this.companyNames = companyNames;
    this.accounts = accounts;
    this.audited = audited;
  }

  Mono<Outcome> mine(long uid) {
    return Mono.zip(
            rows.of(uid).flatMap(companies -> withApps(companies)),
            accounts.find(uid).map(account -> account.roles().contains(ConsoleAccess.OPERATOR)))
        .map(both -> new Mine(both.getT1().companies(), both.getT1().apps(), both.getT2()));
  }

  Mono<Outcome> currentUser(long uid) {
    return Mono.zip(
        accounts.find(uid),
        rows.of(uid),
        (account, companies) ->
            new CurrentUser(
                account.login(),
                account.name(),
                account.roles().contains(ConsoleAccess.OPERATOR),
                companies));
  }

  private Mono<Mine> withApps(List<Company> companies) {
    return rows.apps(companies.stream().map(Company::companyId).toList())
        .map(apps -> new Mine(companies, apps, false));
  }

  Mono<Outcome> read(String companyId, long uid) {
    return rows.find(companyId, uid)
        .flatMap(
            company ->
                Mono.zip(
                        members.of(companyId),
                        invitations.of(companyId),
                        rows.apps(List.of(companyId)))
                    .map(all -> new CompanyFound(company, all.getT1(), all.getT2(), all.getT3())))
        .cast(Outcome.class)
        .defaultIfEmpty(Refusal.of(ErrorCode.COMPANY_UNKNOWN));
  }

  Mono<Outcome> create(CreateCompany create, long uid, Caller caller) {
    String name = DisplayName.normal(create.name());
    Invalid problem = NameProblems.of(name);
    if (problem != null) {
      return Mono.just(problem);
    }
    return rows.of(uid)
        .flatMap(
            present -> {
              if (present.size() >= MOST_PER_PERSON) {
                return Mono.just(Invalid.of("name", "too-many", "" + MOST_PER_PERSON));
              }
              String companyId = newId(name);
              return audited.write(
                  "company.create",
                  companyId,
                  caller,
                  put(new PutCompany(companyId, Map.of(create.language(), name), null))
                      .flatMap(
                          outcome ->
                              outcome instanceof Outcome.Done
                                  ? members
                                      .addOwner(companyId, uid)
                                      .thenReturn(new CompanyMade(companyId))
                                  : Mono.just(outcome)));
            });
  }

  Mono<Outcome> rename(RenameCompany rename, long uid, Caller caller) {
    String name = DisplayName.normal(rename.name());
    Invalid problem = NameProblems.of(name);
    if (problem != null) {
      return Mono.just(problem);
    }
    return rows.find(rename.companyId(), uid)
        .flatMap(
            company -> {
              Map<String, String> names = new HashMap<>(company.name());
              names.put(rename.language(), name);
              return audited.write(
                  "company.rename",
                  rename.companyId(),
                  caller,
                  put(new PutCompany(rename.companyId(), names, null)));
            })
        .defaultIfEmpty(Refusal.of(ErrorCode.COMPANY_UNKNOWN));
  }

  private Mono<Outcome> put(PutCompany put) {
    return companyNames
        .belongToAnother(put.companyId(), Objects.requireNonNull(put.name()).values())
        .flatMap(taken -> taken ? Mono.just(NameProblems.taken()) : updates.put(put));
  }

  /** The letters of the name that an id may have, and a random suffix. */
  private static String newId(String name) {
    String letters =
        Normalizer.normalize(name, Normalizer.Form.NFD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]", "")
            .replaceAll("^[0-9]+", "");
    String stem = letters.substring(0, Math.min(letters.length(), LONGEST_STEM));
    return (stem.isEmpty() ? "company" : stem) + HexFormat.of().formatHex(Randomness.bytes(4));
  }
}
