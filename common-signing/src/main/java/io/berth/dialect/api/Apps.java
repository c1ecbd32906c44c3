package io.berth.dialect.api;

import io.berth.api.Realm;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks apps of both realms up by their id, disabled ones included. */
@FunctionalInterface
public interface Apps {
  @Nullable App find(String appId);

  /**
   * Whether all apps have been read. Until then an app that is not found may exist, so that it must
   * not be refused as unknown.
   */
  default boolean isComplete() {
    return true;
  }

  /** The apps of one realm, as requests name them: by their public ids. */
  default Apps in(Realm realm) {
    return new RealmApps(this, realm);
  }

  /** A snapshot of a company's apps, in no order. */
  default Collection<App> ofCompany(String companyId) {
    return List.of();
  }

  /** A snapshot of all apps, in no order. */
  default Collection<App> all() {
    return List.of();
  }
}
