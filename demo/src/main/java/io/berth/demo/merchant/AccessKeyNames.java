package io.berth.demo.merchant;

/**
 * Names and codes that differ between the two AccessKey protocols.
 *
 * @param prefix of the response signature's headers
 * @param success code of a success
 */
public record AccessKeyNames(String prefix, int success) {

  /** {@code protocols/dragonex.md}. */
  public static final AccessKeyNames DRAGONEX = new AccessKeyNames("dragonex", 1);

  /** {@code protocols/ones.md}. */
  public static final AccessKeyNames ONES = new AccessKeyNames("ones", 0);
}
