package io.berth.api;

import io.berth.api.CompanyOutcome.AppLine;
import java.util.Map;
import java.util.Set;

/** Answers to {@link AppCommand}s. */
public sealed interface AppOutcome extends Outcome.ForConsole {

  /**
   * @param companyName by language tag
   * @param permissions that the caller has with regard to the app
   */
  record Head(AppLine app, Map<String, String> companyName, Set<Permission> permissions)
      implements AppOutcome {
    public boolean allows(Permission permission) {
      return permissions.contains(permission);
    }
  }
}
