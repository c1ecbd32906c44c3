package io.berth.standalone.demo;

/**
 * Names that the two AccessKey protocols give the same things.
 *
 * @param prefix of the seal's headers
 * @param success code of a success
 */
public record Conventions(String prefix, int success) {

  /** {@code protocols/dragonex.md}. */
  public static final Conventions DRAGONEX = new Conventions("dragonex", 1);

  /** {@code protocols/ones.md}. */
  public static final Conventions ONES = new Conventions("ones", 0);
}
