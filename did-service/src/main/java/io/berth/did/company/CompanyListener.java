package io.berth.did.company;

import reactor.core.publisher.Mono;

/** Follows changes of companies, in their transaction. */
@FunctionalInterface
public interface CompanyListener {

  Mono<Void> companyChanged(String companyId);
}
