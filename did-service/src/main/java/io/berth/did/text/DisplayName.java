package io.berth.did.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import com.ibm.icu.text.SpoofChecker.RestrictionLevel;
import org.jspecify.annotations.Nullable;

/**
 * Checks names of people, companies and apps, which others see and trust: no invisible or
 * bidirectional control characters, and no mix of scripts in which letters look alike (UTS #39,
 * "highly restrictive": Latin goes together with Chinese, Japanese or Korean, not with Cyrillic).
 */
public final class DisplayName {

  /** Fault of a name. */
  public enum Problem {
    LENGTH,
    INVISIBLE,
    LOOK_ALIKE
  }

  public static final int LONGEST = 64;

  private static final SpoofChecker CHECKER =
      new SpoofChecker.Builder()
          .setChecks(
              SpoofChecker.RESTRICTION_LEVEL | SpoofChecker.INVISIBLE | SpoofChecker.MIXED_NUMBERS)
          .setRestrictionLevel(RestrictionLevel.HIGHLY_RESTRICTIVE)
          .build();

  private DisplayName() {}

  /** The name as it is stored: without blanks around it, composed (NFC). */
  public static String normal(String text) {
    return Normalizer2.getNFCInstance().normalize(text.strip());
  }

  /** Null where nothing is wrong. */
  public static @Nullable Problem problem(String name) {
    if (name.isBlank() || Lengths.of(name) > LONGEST) {
      return Problem.LENGTH;
    }
    if (name.codePoints().anyMatch(DisplayName::isInvisible)) {
      return Problem.INVISIBLE;
    }
    return CHECKER.failsChecks(name) ? Problem.LOOK_ALIKE : null;
  }

  /** Equal for names that people can't tell apart (UTS #39, skeleton), also in another case. */
  public static String skeleton(String name) {
    String folded = Normalizer2.getNFKCCasefoldInstance().normalize(name);
    return UCharacter.foldCase(CHECKER.getSkeleton(folded), true).replaceAll("\\s+", "");
  }

  private static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.SPACE_SEPARATOR -> c != ' ' && c != '\u3000';
      default -> UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
    };
  }
}
