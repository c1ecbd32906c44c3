package io.berth.console.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.doctor.Diagnosis;
import io.berth.api.doctor.Diagnosis.Line;
import io.berth.api.doctor.DoctorOutcome.Verdict;
import io.berth.api.doctor.Mistake;
import io.berth.console.doctor.ComparedLine.Marked;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DoctorMessageTests {
  private static final ResourceBundle WORDS =
      ResourceBundle.getBundle("messages/console-doctor", Locale.ROOT);

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PLAIN")
  void everyMistakeHasWords(Mistake mistake) {
    String detail =
        switch (mistake) {
          case CLOCK -> "-700";
          case LOCAL_TIME -> "+8";
          default -> "detail";
        };
    assertThat(WORDS.containsKey(DoctorMessage.of(Diagnosis.of(mistake, detail)).key())).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void everyVerdictHasWords(Verdict verdict) {
    assertThat(WORDS.containsKey("console.doctor.verdict." + verdict)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "CLOCK, 725, CLOCK.ahead, 12:05",
    "CLOCK, -725, CLOCK.behind, 12:05",
    "CLOCK, 90061, CLOCK.ahead, 25:01:01",
    "LOCAL_TIME, +8, LOCAL_TIME, 8",
    "LOCAL_TIME, -5, LOCAL_TIME, 5",
    "CONTENT_TYPE, '', CONTENT_TYPE.none, "
  })
  void detailsAreSaidInWords(Mistake mistake, String detail, String key, String argument) {
    DoctorMessage words = DoctorMessage.of(Diagnosis.of(mistake, detail));
    assertThat(words.key()).isEqualTo("console.doctor.mistake." + key);
    if (argument != null) {
      assertThat(words.arguments()).startsWith(argument);
    }
  }

  @Test
  void whatDiffersWithinALineIsMarked() {
    List<Line> lines =
        List.of(
            Line.same("method", "POST"),
            new Line("path", "/a/", "/a/?b=1"),
            new Line("Content-Sha1", "", null));
    List<ComparedLine> compared = ComparedLine.of(new Diagnosis(Mistake.QUERY_SIGNED, "", lines));
    assertThat(compared.get(0).differs()).isFalse();
    assertThat(compared.get(1).signed()).isEqualTo(new Marked(false, "/a/", "", ""));
    assertThat(compared.get(1).found()).isEqualTo(new Marked(false, "/a/", "?b=1", ""));
    assertThat(compared.get(2).found()).isEqualTo(new Marked(true, "", "", ""));
  }

  @Test
  void withoutADifferenceThereIsNothingBeside() {
    Diagnosis diagnosis =
        new Diagnosis(Mistake.UNEXPLAINED, "", List.of(Line.same("method", "POST")));
    assertThat(ComparedLine.of(diagnosis)).extracting(ComparedLine::found).containsOnlyNulls();
  }
}
