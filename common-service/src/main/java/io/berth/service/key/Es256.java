package io.berth.service.key;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the provider of ES256: AWS-LC where it is there for the machine, an eighth of what the
 * JDK takes to sign and to verify, and the JDK elsewhere.
 */
public final class Es256 {

  private static final Logger log = LoggerFactory.getLogger(Es256.class);
  private static final @Nullable Provider PROVIDER = find();

  private Es256() {}

  /** Null for the JDK's own, as Nimbus takes it. */
  public static @Nullable Provider provider() {
    return PROVIDER;
  }

  private static @Nullable Provider find() {
    Throwable why = AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError();
    if (why == null) {
      return AmazonCorrettoCryptoProvider.INSTANCE;
    }
    log.info("ES256 is computed by the JDK: {}", why.toString());
    return null;
  }
}
