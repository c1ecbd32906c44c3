package io.berth.api.doctor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Probable mistake in a refused request. It never holds a secret, nor a signature that would have
 * been right.
 *
 * @param detail as the mistake says; empty where it says nothing
 * @param lines of what was signed, in order; none where it did not come to a signature
 */
public record Diagnosis(Mistake mistake, String detail, List<Line> lines) {

  public Diagnosis {
    lines = List.copyOf(lines);
  }

  /**
   * Whether the signed text is known. Such a signature may be valid for another request, so that it
   * is not shown.
   */
  public boolean explains() {
    return mistake != Mistake.UNEXPLAINED;
  }

  public static Diagnosis of(Mistake mistake, String detail) {
    return new Diagnosis(mistake, detail, List.of());
  }

  /**
   * @param name of the header, the parameter, or the part of the request
   * @param signed as it stands in the string that we signed; null where that has no such line
   * @param found what the sender seems to have signed instead, or what the request really holds;
   *     null for nothing
   */
  public record Line(String name, @Nullable String signed, @Nullable String found) {
    public boolean differs() {
      return signed == null || !signed.equals(found);
    }

    /** Nothing else is known of it. */
    public static Line same(String name, String signed) {
      return new Line(name, signed, signed);
    }
  }
}
