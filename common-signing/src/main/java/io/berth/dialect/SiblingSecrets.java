package io.berth.dialect;

import io.berth.api.doctor.Diagnosis;
import io.berth.api.doctor.Mistake;
import io.berth.dialect.Dialects.RouteMatch;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.dialect.api.Authentication;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds out whether a request was signed with the secrets of another app of the same company, which
 * happens where one server serves several apps. Its work is bounded.
 */
public final class SiblingSecrets {
  private static final int MOST_SIBLINGS = 20;

  private SiblingSecrets() {}

  /**
   * @param diagnosis what the app's own secrets explain
   * @param signedBy whether the request would be accepted if the app had these keys and secrets
   */
  public static Diagnosis explain(
      Diagnosis diagnosis, App app, Apps apps, Predicate<App> signedBy) {
    if (diagnosis.mistake() != Mistake.UNEXPLAINED && diagnosis.mistake() != Mistake.PLAIN) {
      return diagnosis;
    }
    return apps.ofCompany(app.profile().company().id()).stream()
        .filter(other -> !other.appId().equals(app.appId()))
        .limit(MOST_SIBLINGS)
        .filter(other -> disguises(app, other).stream().anyMatch(signedBy))
        .findFirst()
        .map(other -> new Diagnosis(Mistake.SECRET_OF_OTHER_APP, other.appId(), diagnosis.lines()))
        .orElse(diagnosis);
  }

  /**
   * Whether a request to an endpoint would be accepted of an app with other keys and secrets.
   *
   * @param then when it was signed
   */
  public static Predicate<App> accepting(RouteMatch match, ApiRequest request, Instant then) {
    return disguised ->
        match
                .dialect()
                .api()
                .authenticate(
                    request,
                    match.endpoint(),
                    id -> id.equals(disguised.publicId()) ? disguised : null,
                    then)
            instanceof Authentication.Server;
  }

  /**
   * The app with the secrets of another one: in place of its own, and under the other app's key
   * names.
   */
  private static List<App> disguises(App app, App other) {
    List<App> disguises = new ArrayList<>();
    disguises.add(app.with(other.credentials().keys(), other.credentials().secrets()));
    for (App.AccessKey lent : other.credentials().keys()) {
      List<App.AccessKey> keys =
          app.credentials().keys().stream()
              .map(key -> new App.AccessKey(key.accessKey(), lent.secretKey(), true, List.of()))
              .toList();
      disguises.add(app.with(keys, app.credentials().secrets()));
    }
    return disguises.stream().map(App::unbound).toList();
  }
}
