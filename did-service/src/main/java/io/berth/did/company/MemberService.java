package io.berth.did.company;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.company.CompanyCommand.ChangeMember;
import io.berth.api.company.CompanyCommand.RemoveMember;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Changes the roles of a company's members, and removes members. */
@Component
class MemberService {
  private final Members members;
  private final AuditedCompanies audited;

  MemberService(Members members, AuditedCompanies audited) {
    this.members = members;
    this.audited = audited;
  }

  Mono<Outcome> change(ChangeMember change, Caller caller) {
    return audited.write(
        "member.change",
        change.companyId(),
        caller,
        unlessLast(members.change(change.companyId(), change.uid(), change.role())));
  }

  Mono<Outcome> remove(RemoveMember remove, Caller caller) {
    return audited.write(
        "member.remove",
        remove.companyId(),
        caller,
        unlessLast(members.remove(remove.companyId(), remove.uid())));
  }

  private static Mono<Outcome> unlessLast(Mono<Boolean> work) {
    return work.map(done -> done ? new Outcome.Done() : Invalid.of("role", "last-owner"));
  }
}
