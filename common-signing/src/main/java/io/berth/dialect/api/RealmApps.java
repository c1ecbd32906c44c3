package io.berth.dialect.api;

import io.berth.api.Realm;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The apps of one realm, found by their public ids. */
record RealmApps(Apps both, Realm realm) implements Apps {

  @Override
  public @Nullable App find(String publicId) {
    return Realm.of(publicId) == Realm.LIVE ? both.find(realm.idOf(publicId)) : null;
  }

  @Override
  public boolean isComplete() {
    return both.isComplete();
  }

  @Override
  public Collection<App> ofCompany(String companyId) {
    return here(both.ofCompany(companyId));
  }

  @Override
  public Collection<App> all() {
    return here(both.all());
  }

  private List<App> here(Collection<App> apps) {
    return apps.stream().filter(app -> Realm.of(app.appId()) == realm).toList();
  }
}
