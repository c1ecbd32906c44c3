package io.berth.service.directory;

import io.berth.api.app.AppRecord;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Secret;
import io.berth.service.key.SecretBox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Opens an app record's secrets, and says in which context each is sealed. */
public final class AppDecryptor {
  private final SecretBox box;

  public AppDecryptor(SecretBox box) {
    this.box = box;
  }

  /** Context of an access key's secret. */
  public static String keyContext(String appId, String accessKey) {
    return appId + "/key/" + accessKey;
  }

  /** Context of a dialect's own secret, the previous one included. */
  public static String secretContext(String appId, String name) {
    return appId + "/secret/" + name;
  }

  /**
   * @throws SecretBox.Unopenable if one of its secrets does not open
   */
  public App open(AppRecord record) {
    String appId = record.appId();
    List<App.AccessKey> keys =
        record.credentials().keys().stream().map(key -> open(appId, key)).toList();
    Map<String, App.RotatingSecret> secrets = new HashMap<>();
    record
        .credentials()
        .secrets()
        .forEach((name, secret) -> secrets.put(name, open(appId, name, secret)));
    return new App(
        appId,
        record.dialect(),
        record.profile(),
        record.accounts(),
        record.links(),
        record.policy(),
        new App.Credentials(
            keys, Map.copyOf(record.credentials().settings()), Map.copyOf(secrets)));
  }

  private App.AccessKey open(String appId, AppRecord.Key key) {
    String context = keyContext(appId, key.accessKey());
    return new App.AccessKey(
        key.accessKey(),
        new Secret(box.open(key.sealedSecret(), context)),
        key.enabled(),
        List.copyOf(key.ips()));
  }

  private App.RotatingSecret open(String appId, String name, AppRecord.SealedSecret secret) {
    String context = secretContext(appId, name);
    String previous = secret.sealedPrevious();
    return new App.RotatingSecret(
        new Secret(box.open(secret.sealed(), context)),
        previous == null ? null : new Secret(box.open(previous, context)),
        secret.previousUntil());
  }
}
