package io.berth.random;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Random values of one seed. Texts, arrays and maps are longer the higher the seed is, so that the
 * first seed that fails shows a small example. Characters and bytes that parsers stumble over come
 * more often than by chance.
 */
public final class RandomValues {

  private static final String SPECIAL = "\0\t\n\r \"#%&'+,-./:;<=>?@[\\]^_`{|}~\u007f\u00a0\ufeff";
  private static final byte[] SPECIAL_BYTES = {0, '\n', '\r', '-', '"', '%', '{', -1, -128, 127};

  private final Random random;
  private final double growth;

  private RandomValues(long seed, int seeds) {
    this.random = new Random(seed);
    this.growth = (double) seed / seeds;
  }

  /**
   * Checks a property with values of the seeds from 1 on.
   *
   * @throws AssertionError naming the first seed that does not hold
   */
  public static void forSeeds(int seeds, Consumer<RandomValues> property) {
    for (int seed = 1; seed <= seeds; seed++) {
      try {
        property.accept(new RandomValues(seed, seeds));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + " of " + seeds + ": " + e, e);
      }
    }
  }

  /** From {@code least} to {@code most}, the ends included. */
  public int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  @SafeVarargs
  public final <T> T oneOf(T... values) {
    return values[random.nextInt(values.length)];
  }

  @SafeVarargs
  public final <T> T from(Supplier<T>... generators) {
    return oneOf(generators).get();
  }

  /** Any characters, halves of surrogate pairs included. */
  public String text(int longest) {
    return from(
        () -> characters(0, longest, this::anyCharacter),
        () -> characters(0, longest, () -> (char) between(' ', '~')),
        () -> characters(0, longest, () -> SPECIAL.charAt(random.nextInt(SPECIAL.length()))));
  }

  public String nonEmptyText(int longest) {
    return anyCharacter() + text(longest - 1);
  }

  /** Characters of a range, the ends included. */
  public String text(char from, char to, int longest) {
    return characters(0, longest, () -> (char) between(from, to));
  }

  /** At least one of the given characters. */
  public String textOf(String alphabet, int longest) {
    return characters(1, longest, () -> alphabet.charAt(random.nextInt(alphabet.length())));
  }

  public byte[] bytes(int longest) {
    byte[] bytes = new byte[size(0, longest)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] =
          random.nextInt(4) == 0
              ? SPECIAL_BYTES[random.nextInt(SPECIAL_BYTES.length)]
              : (byte) random.nextInt(256);
    }
    return bytes;
  }

  public byte[] nonEmptyBytes(int longest) {
    byte[] bytes = bytes(longest);
    return bytes.length == 0 ? new byte[] {(byte) random.nextInt(256)} : bytes;
  }

  /** A copy in which one byte differs. */
  public byte[] withOneByteChanged(byte[] bytes) {
    byte[] changed = bytes.clone();
    changed[random.nextInt(changed.length)] ^= (byte) between(1, 255);
    return changed;
  }

  public Map<String, String> map(int most, Supplier<String> names, Supplier<String> values) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int left = size(0, most); left > 0; left--) {
      map.put(names.get(), values.get());
    }
    return map;
  }

  /** Pieces one after the other. */
  public String joined(int most, List<String> pieces) {
    StringBuilder text = new StringBuilder();
    for (int left = size(0, most); left > 0; left--) {
      text.append(pieces.get(random.nextInt(pieces.size())));
    }
    return text.toString();
  }

  /** A positive number. */
  public BigDecimal decimal(int scale) {
    return new BigDecimal(new BigInteger(between(1, 90), random).add(BigInteger.ONE), scale);
  }

  private String characters(int least, int most, Supplier<Character> character) {
    StringBuilder text = new StringBuilder();
    for (int left = size(least, most); left > 0; left--) {
      text.append(character.get());
    }
    return text.toString();
  }

  private char anyCharacter() {
    return switch (random.nextInt(8)) {
      case 0 -> SPECIAL.charAt(random.nextInt(SPECIAL.length()));
      case 1 -> (char) between(0x80, 0xff);
      case 2 -> (char) between(0x4e00, 0x9fff);
      case 3 -> (char) between(0xd800, 0xdfff);
      case 4 -> (char) between(0, 0xffff);
      default -> (char) between(' ', '~');
    };
  }

  private int size(int least, int most) {
    return between(least, least + (int) Math.ceil((most - least) * growth));
  }
}
