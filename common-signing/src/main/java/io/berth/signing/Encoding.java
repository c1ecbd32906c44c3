package io.berth.signing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** Encodings of a digest, and those used by mistake. */
public enum Encoding {
  HEX("hex") {
    @Override
    public String of(byte[] digest) {
      return HexFormat.of().formatHex(digest);
    }
  },
  UPPER_HEX("HEX in capitals") {
    @Override
    public String of(byte[] digest) {
      return HexFormat.of().withUpperCase().formatHex(digest);
    }
  },
  BASE64("Base64") {
    @Override
    public String of(byte[] digest) {
      return Base64.getEncoder().encodeToString(digest);
    }
  },
  BASE64_UNPADDED("Base64 without =") {
    @Override
    public String of(byte[] digest) {
      return Base64.getEncoder().withoutPadding().encodeToString(digest);
    }
  },
  BASE64_URL("Base64url") {
    @Override
    public String of(byte[] digest) {
      return Base64.getUrlEncoder().encodeToString(digest);
    }
  },
  BASE64_URL_UNPADDED("Base64url without =") {
    @Override
    public String of(byte[] digest) {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }
  },
  BASE64_OF_HEX("Base64 of hex") {
    @Override
    public String of(byte[] digest) {
      byte[] hex = HEX.of(digest).getBytes(StandardCharsets.US_ASCII);
      return Base64.getEncoder().encodeToString(hex);
    }
  };

  private final String ownName;

  Encoding(String ownName) {
    this.ownName = ownName;
  }

  /** Usual name. */
  public String ownName() {
    return ownName;
  }

  public abstract String of(byte[] digest);
}
