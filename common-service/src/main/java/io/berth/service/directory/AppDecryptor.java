package io.berth.service.directory;

import io.berth.api.app.AppRecord;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Secret;
import io.berth.service.key.SecretBox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decrypts the secrets of app records, and names the context in which each is encrypted. */
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
   * @throws SecretBox.Undecryptable if one of its secrets cannot be decrypted
   */
  public App decrypt(AppRecord record) {
    String appId = record.appId();
    List<App.AccessKey> keys =
        record.credentials().keys().stream().map(key -> decrypt(appId, key)).toList();
    Map<String, App.RotatingSecret> secrets = new HashMap<>();
    record
        .credentials()
        .secrets()
        .forEach((name, secret) -> secrets.put(name, decrypt(appId, name, secret)));
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

  private App.AccessKey decrypt(String appId, AppRecord.Key key) {
    String context = keyContext(appId, key.accessKey());
    return new App.AccessKey(
        key.accessKey(),
        new Secret(box.decrypt(key.sealedSecret(), context)),
        key.enabled(),
        List.copyOf(key.ips()));
  }

  private App.RotatingSecret decrypt(String appId, String name, AppRecord.SealedSecret secret) {
    String context = secretContext(appId, name);
    String previous = secret.sealedPrevious();
    return new App.RotatingSecret(
        new Secret(box.decrypt(secret.sealed(), context)),
        previous == null ? null : new Secret(box.decrypt(previous, context)),
        secret.previousUntil());
  }
}
