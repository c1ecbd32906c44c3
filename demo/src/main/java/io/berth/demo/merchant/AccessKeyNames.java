package io.berth.demo.merchant;

/**
 * Names that the two AccessKey protocols give the same things.
 *
 * @param prefix of the seal's headers
 * @param success code of a success
 */
public record AccessKeyNames(String prefix, int success) {

  /** {@code protocols/dragonex.md}. */
  public static final AccessKeyNames DRAGONEX = new AccessKeyNames("dragonex", 1);

  /** {@code protocols/ones.md}. */
  public static final AccessKeyNames ONES = new AccessKeyNames("ones", 0);
}
