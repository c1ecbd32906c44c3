package io.berth.dialect;

import io.berth.dialect.api.AcceptanceStep;
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

  /** Pattern of an app's id ({@code protocols/README.md}, terms). */
  default Pattern appId() {
    return Pattern.compile("[a-z][a-z0-9]{0,63}");
  }

  /** Settings that apps of this dialect have beyond those of every app. */
  List<Setting> settings();

  /** Other parts of an app that this dialect uses: forms ask for no more. */
  default Set<Part> parts() {
    return EnumSet.complementOf(EnumSet.of(Part.PAYOUT_PASSWORD));
  }

  Api api();

  Pages pages();

  Callbacks callbacks();

  /** The steps that an app of this dialect shows before it is accepted. */
  default Set<AcceptanceStep> acceptance() {
    return AcceptanceStep.OF_PAGES;
  }

  /** Programs for an integrator to start from, in several languages. */
  default List<Example> examples() {
    return List.of();
  }

  /** Name of a scope for integrators; empty where they never use it. */
  default String scopeName(int scope) {
    return Integer.toString(scope);
  }
}
