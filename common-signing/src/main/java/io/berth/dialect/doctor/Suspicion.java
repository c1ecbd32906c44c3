package io.berth.dialect.doctor;

import io.berth.api.doctor.Diagnosis;
import io.berth.api.doctor.Diagnosis.Line;
import io.berth.api.doctor.Mistake;
import java.util.List;
import java.util.function.Function;

/**
 * Something that a sender may have done instead of what the protocol says.
 *
 * @param detail as the mistake wants it, never a secret
 * @param lines ours beside the sender's
 * @param signature what it comes to under a secret
 */
public record Suspicion(
    Mistake mistake, String detail, List<Line> lines, Function<String, String> signature) {

  Diagnosis confirmed() {
    return new Diagnosis(mistake, detail, lines);
  }
}
