package io.berth.dialect;

import io.berth.dialect.api.Part;
import io.berth.dialect.callback.Callbacks;
import io.berth.dialect.doctor.Example;
import io.berth.dialect.page.Pages;
import io.berth.dialect.setting.Setting;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One outside protocol. Implementations are public only so that {@link java.util.ServiceLoader} can
 * find them; everything else in a dialect's folder is package-private.
 */
public interface Dialect {

  /** Lower-case name, as in bootstrap files and metrics. */
  String id();

  /** What an app's id looks like ({@code protocols/README.md}, terms). */
  default Pattern appId() {
    return Pattern.compile("[a-z][a-z0-9]{0,63}");
  }

  /** What an app of this dialect can be set to, beyond what every app has. */
  List<Setting> settings();

  /** What else an app of it uses: people are asked for nothing more. */
  default Set<Part> parts() {
    return EnumSet.complementOf(EnumSet.of(Part.PAYOUT_PASSWORD));
  }

  Api api();

  Pages pages();

  Callbacks callbacks();

  /** What an integrator may start from, in several languages. */
  default List<Example> examples() {
    return List.of();
  }

  /** What integrators call a scope; empty where they never do. */
  default String scopeName(int scope) {
    return Integer.toString(scope);
  }
}
