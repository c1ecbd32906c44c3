package io.berth.console.search;

import io.berth.api.audit.AuditFilter;
import io.berth.api.audit.AuditOutcome.AuditPage;
import io.berth.api.company.CompanyOutcome.AppLine;
import io.berth.api.company.CompanyOutcome.Company;
import io.berth.api.operator.OperatorDidOutcome.Companies;
import io.berth.api.operator.OperatorDidOutcome.OperatedApps;
import io.berth.api.operator.OperatorDidOutcome.Users;
import io.berth.api.order.OrderOutcome.OrderList;
import io.berth.api.search.SearchOutcome;
import io.berth.api.search.SearchOutcome.Found;
import io.berth.console.place.Place;
import io.berth.console.place.Place.Kind;
import io.berth.console.search.SearchResult.Hit;
import io.berth.service.page.Names;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A text that is searched for, and what answers of services mean to it.
 *
 * @param language of names
 */
record SearchText(String value, String language) {

  private static final int LONGEST = 256;
  private static final Pattern REQUEST_ID = Pattern.compile("[0-9a-f]{32}");

  static SearchText of(String typed, String language) {
    String text = typed.strip();
    return new SearchText(text.substring(0, Math.min(LONGEST, text.length())), language);
  }

  Place refusal(String appId) {
    return new Place(Kind.REFUSAL, appId, value, value);
  }

  boolean mayBeRequestId() {
    return REQUEST_ID.matcher(value).matches();
  }

  SearchResult audited(AuditPage page) {
    String object = AuditFilter.ofRequest(value);
    return page.entries().isEmpty()
        ? SearchResult.NOTHING
        : SearchResult.of(List.of(new Hit(new Place(Kind.AUDITED, "", object, value), true)));
  }

  /** Returns the app if its id or one of its names contains the text. */
  Optional<Hit> app(AppLine app) {
    return meant(app.appId(), app.name())
        ? Optional.of(hit(Place.app(app.appId(), name(app.name(), app.appId()))))
        : Optional.empty();
  }

  /** Returns the company if its id or one of its names contains the text. */
  Optional<Hit> company(Company company) {
    return meant(company.companyId(), company.name())
        ? Optional.of(
            hit(Place.company(company.companyId(), name(company.name(), company.companyId()))))
        : Optional.empty();
  }

  private boolean meant(String id, Map<String, String> names) {
    String part = value.toLowerCase(Locale.ROOT);
    return id.contains(part)
        || names.values().stream().anyMatch(name -> name.toLowerCase(Locale.ROOT).contains(part));
  }

  SearchResult orders(OrderList found) {
    return SearchResult.of(
        found.orders().stream()
            .map(order -> new Hit(Place.order(order.appId(), order.id(), order.tradeNo()), true))
            .toList());
  }

  SearchResult found(Found found) {
    return SearchResult.of(found.hits().stream().map(SearchText::found).toList());
  }

  private static Hit found(SearchOutcome.Hit hit) {
    Kind kind =
        switch (hit.kind()) {
          case KEY -> Kind.KEY;
          case MEMBER -> Kind.MEMBER;
          case USER -> Kind.USER;
        };
    return new Hit(new Place(kind, hit.place(), hit.id(), hit.id()), true);
  }

  SearchResult users(Users found) {
    List<Hit> hits =
        found.users().stream()
            .map(
                user ->
                    new Hit(
                        Place.operatedUser(user.uid(), user.login()),
                        found.users().size() == 1 && !value.contains("@")
                            || user.login().equals(value.toLowerCase(Locale.ROOT))))
            .toList();
    return SearchResult.of(hits);
  }

  SearchResult operatedApps(OperatedApps found) {
    return SearchResult.of(
        found.apps().stream()
            .map(app -> hit(Place.operatedApp(app.appId(), name(app.name(), app.appId()))))
            .toList());
  }

  SearchResult companies(Companies found) {
    return SearchResult.of(
        found.companies().stream()
            .map(
                company ->
                    hit(
                        Place.company(
                            company.companyId(), name(company.name(), company.companyId()))))
            .toList());
  }

  private Hit hit(Place place) {
    return new Hit(place, place.id().equals(value));
  }

  private String name(Map<String, String> names, String id) {
    return Names.in(language, names, id);
  }
}
