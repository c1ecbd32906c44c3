package io.berth.dialect.parameter;

import io.berth.api.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Declares an operation: its name and what it takes.
 *
 * @param name without slashes around: {@code login/do}
 * @param summary a sentence for integrators that begins with a verb
 * @param ofAll parameters in the order in which they are read
 * @param ofServers further parameters that a server sends and a front end does not
 */
public record Declaration(
    String name, String summary, List<Parameter<?>> ofAll, List<Parameter<?>> ofServers) {

  public static Declaration of(String name, String summary, Parameter<?>... parameters) {
    return new Declaration(name, summary, List.of(parameters), List.of());
  }

  /** The same with further parameters. */
  public Declaration and(List<Parameter<?>> more) {
    List<Parameter<?>> all = new ArrayList<>(ofAll);
    all.addAll(more);
    return new Declaration(name, summary, List.copyOf(all), ofServers);
  }

  /** The same with further parameters that a server sends and a front end does not. */
  public Declaration ofServers(Parameter<?>... parameters) {
    return new Declaration(name, summary, ofAll, List.of(parameters));
  }

  /** Names of all parameters. */
  public Set<String> names() {
    return named().map(Parameter.Named::name).collect(Collectors.toUnmodifiableSet());
  }

  /** All parameters, groups taken apart. */
  public Stream<Parameter.Named<?>> named() {
    return Stream.concat(ofServers.stream(), ofAll.stream()).flatMap(Parameter::named);
  }

  /** Parameters of a kind of caller. */
  public List<Parameter<?>> parameters(Caller.Kind caller) {
    if (caller != Caller.Kind.SERVER || ofServers.isEmpty()) {
      return ofAll;
    }
    List<Parameter<?>> all = new ArrayList<>(ofServers);
    all.addAll(ofAll);
    return all;
  }
}
