package io.berth.did.terms;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.app.AppRecord;
import io.berth.api.change.PendingChange;
import io.berth.api.terms.TermsCommand.ProposeTerms;
import io.berth.did.app.AppRecords;
import io.berth.did.news.CompanyNews;
import io.berth.did.news.CompanyNews.News;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Puts proposals to the owners. */
@Component
public final class TermsOffers {
  private final TermsVersions versions;
  private final AppRecords records;
  private final CompanyNews news;

  TermsOffers(TermsVersions versions, AppRecords records, CompanyNews news) {
    this.versions = versions;
    this.records = records;
    this.news = news;
  }

  /** Refuses a proposal that differs by now from what the second operator confirmed. */
  public Mono<Outcome> confirmed(ProposeTerms propose, PendingChange change) {
    return records
        .lock(propose.app())
        .flatMap(
            app ->
                versions
                    .present(app)
                    .flatMap(
                        present ->
                            TermsRules.differences(present, propose.terms())
                                    .equals(change.differences())
                                ? offer(app, propose, change.requestedBy())
                                : Mono.just(
                                    Refusal.of(ErrorCode.BAD_PARAMETER, "the app has changed"))))
        .defaultIfEmpty(Refusal.of(ErrorCode.APP_UNKNOWN));
  }

  /**
   * @param operator null where no person proposed it
   */
  Mono<Outcome> offer(AppRecord app, ProposeTerms propose, @Nullable Long operator) {
    return versions
        .propose(propose, operator)
        .then(
            news.add(
                new News(
                    app.profile().company().id(),
                    app.appId(),
                    "terms-proposed",
                    false,
                    propose.note().strip(),
                    ownersPage(app.appId()))))
        .thenReturn(new Outcome.Done());
  }

  static String ownersPage(String appId) {
    return "/console/apps/" + appId + "/terms";
  }
}
