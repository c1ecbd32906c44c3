package io.berth.standalone.service;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.berth.service.key.KeyMaterial;
import io.berth.service.keyset.KeyKind;
import io.berth.standalone.cli.UserError;
import io.berth.standalone.data.DataDirectory;
import io.berth.standalone.data.LocalKeys;
import io.berth.standalone.data.LocalKeys.Key;
import io.berth.standalone.data.LocalKeys.KeySet;
import io.berth.standalone.data.LocalSettings;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/** Makes the keys of a suite, and gives each service a file with those that it needs. */
public final class SuiteKeys {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int KEY_BYTES = 32;
  private static final int PASSWORD_BYTES = 24;
  private static final int ID_BYTES = 3;

  private final DataDirectory data;
  private final LocalKeys keys;
  private final SecureRandom random = new SecureRandom();

  private SuiteKeys(DataDirectory data) {
    this.data = data;
    this.keys = LocalKeys.of(data);
  }

  /** Returns the keys of a data directory that has been started before. */
  public static SuiteKeys of(DataDirectory data) {
    return new SuiteKeys(data);
  }

  /** Makes the keys that are missing, and takes over those of earlier versions. */
  static SuiteKeys make(LocalSettings settings) {
    SuiteKeys suite = new SuiteKeys(settings.data());
    for (SuiteKeySet set : SuiteKeySet.all()) {
      String earlier = set.kind() == KeyKind.SEALING ? "sealing/k1" : set.name();
      suite.keys.set(
          set.name(),
          () ->
              settings
                  .existing(earlier)
                  .map(key -> taken(set, key))
                  .orElseGet(() -> suite.newKey(set, set.firstId())));
      settings.forget(List.of(earlier));
    }
    suite.writeFiles();
    return suite;
  }

  private static Key taken(SuiteKeySet set, String key) {
    return switch (set.kind()) {
      case SEALING, EVENTS, DATABASE -> new Key(set.firstId(), key);
      case CALLER -> new Key(KeyMaterial.id(Base64.getDecoder().decode(key)), key);
      case TOKENS -> {
        JWK only = parsed(key);
        yield new Key(only.getKeyID(), only.toJSONString());
      }
    };
  }

  private static JWK parsed(String keySet) {
    try {
      return JWKSet.parse(keySet).getKeys().getFirst();
    } catch (ParseException e) {
      throw new IllegalStateException("the token keys are damaged");
    }
  }

  public List<SuiteKeySet> sets() {
    return SuiteKeySet.all();
  }

  public KeySet of(SuiteKeySet set) {
    return keys.set(
        set.name(),
        () -> {
          throw new UserError("There is no " + set.title() + " yet; ./berth up makes one.");
        });
  }

  /** Returns the active password of a database role. */
  String databasePassword(String role) {
    return sets().stream()
        .filter(set -> set.kind() == KeyKind.DATABASE && set.scope().equals(role))
        .map(set -> of(set).activeFirst().getFirst())
        .findFirst()
        .orElseThrow();
  }

  public void change(SuiteKeySet set, UnaryOperator<KeySet> change) {
    keys.change(set.name(), change);
  }

  /** A key whose id was never used. */
  public Key newKey(SuiteKeySet set) {
    String id =
        DateTimeFormatter.BASIC_ISO_DATE.format(LocalDate.now(ZoneOffset.UTC))
            + "-"
            + HexFormat.of().formatHex(bytes(ID_BYTES));
    return newKey(set, id);
  }

  private Key newKey(SuiteKeySet set, String id) {
    byte[] bytes = bytes(KEY_BYTES);
    String key = Base64.getEncoder().encodeToString(bytes);
    return switch (set.kind()) {
      case SEALING, EVENTS -> new Key(id, key);
      case CALLER -> new Key(KeyMaterial.id(bytes), key);
      case TOKENS -> newTokenKey();
      case DATABASE -> new Key(id, HexFormat.of().formatHex(bytes(PASSWORD_BYTES)));
    };
  }

  private static Key newTokenKey() {
    try {
      ECKey key =
          new ECKeyGenerator(Curve.P_256)
              .keyUse(KeyUse.SIGNATURE)
              .keyID(UUID.randomUUID().toString())
              .generate();
      return new Key(key.getKeyID(), key.toJSONString());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Writes each service's file. Services take over what has changed within seconds. */
  public void writeFiles() {
    for (Service service : Service.values()) {
      // JSON is YAML, and quotes everything.
      data.writeKeyFile(service.id(), JSON.writeValueAsString(settings(service)));
    }
  }

  private Map<String, String> settings(Service service) {
    Map<String, String> all = new TreeMap<>();
    for (SuiteKeySet set : SuiteKeySet.all()) {
      boolean writes = set.users().contains(service);
      boolean reads = set.readers().contains(service);
      KeySet present = of(set);
      switch (set.kind()) {
        case SEALING -> identified(all, "berth.secrets", present, writes, reads);
        case EVENTS -> identified(all, "berth.events." + set.scope(), present, writes, reads);
        case DATABASE -> {
          if (writes) {
            all.put("berth.database.active", present.active());
            present
                .keys()
                .forEach((id, password) -> all.put("berth.database.passwords." + id, password));
          }
        }
        case CALLER -> {
          if (writes) {
            all.put(
                "berth.vouch.sends." + set.readers().getFirst().id(),
                present.activeFirst().getFirst());
          }
          if (reads) {
            all.put(
                "berth.vouch.accepts." + set.writer().id(),
                String.join(",", present.activeFirst()));
          }
        }
        case TOKENS -> {
          if (writes) {
            all.put(
                "berth.did.tokens.keys",
                "{\"keys\":[" + String.join(",", present.activeFirst()) + "]}");
          }
        }
      }
    }
    return all;
  }

  private static void identified(
      Map<String, String> all, String property, KeySet keys, boolean writes, boolean reads) {
    if (writes) {
      all.put(property + ".active", keys.active());
    }
    if (writes || reads) {
      keys.keys().forEach((id, key) -> all.put(property + ".keys." + id, key));
    }
  }
}
