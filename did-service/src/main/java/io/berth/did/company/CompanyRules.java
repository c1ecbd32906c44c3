package io.berth.did.company;

import io.berth.api.app.ManagementCommand.PutCompany;
import io.berth.did.text.DisplayName;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks a company's fields. Every problem is one line that names the field and the rule. */
public final class CompanyRules {
  public static final Pattern COMPANY_ID = Pattern.compile("[a-z][a-z0-9]{0,63}");

  private CompanyRules() {}

  /** The problem of a company, or null. */
  static @Nullable String problem(PutCompany put) {
    if (!COMPANY_ID.matcher(put.companyId()).matches()) {
      return "company id: lower-case letters and digits, starting with a letter";
    }
    return put.name() == null ? null : nameProblem("company name", put.name());
  }

  /** The problem of names by language, or null. */
  public static @Nullable String nameProblem(String field, Map<String, String> names) {
    for (String name : names.values()) {
      DisplayName.Problem problem = DisplayName.problem(name);
      if (problem != null) {
        return field
            + switch (problem) {
              case LENGTH -> ": 1 to " + DisplayName.LONGEST + " characters";
              case INVISIBLE -> ": holds an invisible or bidirectional character";
              case LOOK_ALIKE -> ": mixes alphabets in which letters look alike";
            };
      }
    }
    return null;
  }
}
