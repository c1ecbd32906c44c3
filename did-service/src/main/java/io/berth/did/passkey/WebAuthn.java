package io.berth.did.passkey;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticatorTransport;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.data.extension.authenticator.AuthenticationExtensionsAuthenticatorOutputs;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;
import io.berth.api.Realm;
import io.berth.did.passkey.Challenges.Challenge;
import io.berth.service.runtime.PlatformProperties;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/**
 * Verifies what browsers say about passkeys, as WebAuthn asks of a relying party. The origin is the
 * configured one of the person's realm and no other: a page of another origin that shows our
 * challenge (phishing) gets signatures that are worth nothing. The user must have unlocked the
 * device. Which make of authenticator it is does not matter, and is not asked for.
 */
@Component
class WebAuthn {
  private static final Logger log = LoggerFactory.getLogger(WebAuthn.class);
  private static final int LONGEST = 16 * 1024;
  private static final int LONGEST_TRANSPORT = 20;
  private static final int MOST_TRANSPORTS = 10;

  private static final List<PublicKeyCredentialParameters> ALGORITHMS =
      List.of(
          algorithm(COSEAlgorithmIdentifier.ES256),
          algorithm(COSEAlgorithmIdentifier.EdDSA),
          algorithm(COSEAlgorithmIdentifier.RS256));

  private final ObjectConverter converter = new ObjectConverter();
  private final AttestedCredentialDataConverter credentials =
      new AttestedCredentialDataConverter(converter);
  private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager(converter);
  private final PlatformProperties platform;

  WebAuthn(PlatformProperties platform) {
    this.platform = platform;
  }

  private static PublicKeyCredentialParameters algorithm(COSEAlgorithmIdentifier algorithm) {
    return new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, algorithm);
  }

  /** The domain that passkeys belong to. */
  String rpId(Realm realm) {
    return URI.create(platform.origin(realm)).getHost();
  }

  /** What browsers give back with a signature, so that it says whose it is. */
  static byte[] userHandle(long uid) {
    return Long.toString(uid).getBytes(StandardCharsets.US_ASCII);
  }

  private ServerProperty server(Realm realm, Challenge challenge) {
    return ServerProperty.builder()
        .origin(Origin.create(platform.origin(realm)))
        .rpId(rpId(realm))
        .challenge(new DefaultChallenge(challenge.value()))
        .build();
  }

  /** A new passkey that somebody's device has made. */
  record Made(byte[] credentialId, Passkey.Key key) {}

  /**
   * @param json the browser's {@code PublicKeyCredential}
   */
  Optional<Made> made(String json, Challenge challenge, Realm realm) {
    return parsed(json, manager::parseRegistrationResponseJSON)
        .flatMap(data -> made(data, challenge, realm));
  }

  private Optional<Made> made(RegistrationData data, Challenge challenge, Realm realm) {
    try {
      return Optional.of(
          made(
              manager.verify(
                  data,
                  new RegistrationParameters(server(realm, challenge), ALGORITHMS, true, true))));
    } catch (WebAuthnException | IllegalArgumentException refused) {
      log.info("a new passkey was refused: {}", refused.toString());
      return Optional.empty();
    }
  }

  /** Empty where it cannot be read. */
  private static <T> Optional<T> parsed(String json, Function<String, T> parser) {
    if (json.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(json));
    } catch (WebAuthnException
        | IllegalArgumentException
        | JacksonException
        | NullPointerException unreadable) {
      // The library throws the last two for what is no JSON, and where a field is missing.
      log.info("a browser's answer about a passkey cannot be read: {}", unreadable.toString());
      return Optional.empty();
    }
  }

  private Made made(RegistrationData data) {
    var authenticator =
        Objects.requireNonNull(data.getAttestationObject(), "attestation").getAuthenticatorData();
    AttestedCredentialData credential =
        Objects.requireNonNull(authenticator.getAttestedCredentialData(), "credential");
    Set<AuthenticatorTransport> transports =
        Objects.requireNonNullElse(data.getTransports(), Set.of());
    return new Made(
        credential.getCredentialId(),
        new Passkey.Key(
            credentials.convert(credential),
            authenticator.getSignCount(),
            authenticator.isFlagBE(),
            transports.stream()
                .map(AuthenticatorTransport::getValue)
                .filter(transport -> transport.length() <= LONGEST_TRANSPORT)
                .sorted()
                .limit(MOST_TRANSPORTS)
                .toList()));
  }

  /** A signature that somebody's browser has sent; not verified. */
  record Signature(AuthenticationData data) {

    byte[] credentialId() {
      return data.getCredentialId();
    }
  }

  /** Empty where it cannot be read. */
  Optional<Signature> read(String json) {
    return parsed(json, manager::parseAuthenticationResponseJSON)
        .filter(data -> data.getCredentialId() != null)
        .map(Signature::new);
  }

  /** The signature's count; empty where it is not this passkey's over this challenge. */
  Optional<Long> verify(Signature signature, Passkey passkey, Challenge challenge) {
    AuthenticationData data = signature.data;
    byte[] handle = data.getUserHandle();
    if (handle != null && !Arrays.equals(handle, userHandle(passkey.uid()))) {
      return Optional.empty();
    }
    try {
      manager.verify(
          data,
          new AuthenticationParameters(
              server(Realm.of(passkey.uid()), challenge), record(passkey.key()), null, true, true));
      return Optional.of(Objects.requireNonNull(data.getAuthenticatorData()).getSignCount());
    } catch (WebAuthnException | IllegalArgumentException refused) {
      log.info("a signature of a passkey was refused: {}", refused.toString());
      return Optional.empty();
    }
  }

  private CredentialRecordImpl record(Passkey.Key key) {
    return new CredentialRecordImpl(
        new NoneAttestationStatement(),
        true,
        key.backupEligible(),
        null,
        key.signCount(),
        credentials.convert(key.credential()),
        new AuthenticationExtensionsAuthenticatorOutputs<>(),
        null,
        null,
        key.transports().stream()
            .map(AuthenticatorTransport::create)
            .collect(Collectors.toUnmodifiableSet()));
  }
}
