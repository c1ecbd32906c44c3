package io.berth.dialect.accesskey;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Outcome.Success;
import io.berth.dialect.api.JsonData;
import io.berth.dialect.parameter.Declaration;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import java.util.Set;

/** Reads parameters into a command and writes the data of its outcome, at whichever path. */
public record Operation<S extends Success>(
    Declaration declaration,
    Set<String> methods,
    Set<Caller.Kind> callers,
    Reader reader,
    JsonData<S> data) {

  /** Turns parameters into a command. */
  @FunctionalInterface
  public interface Reader {
    Parsed<Command> read(Params params, Caller caller);
  }

  /** An operation that servers POST. */
  public static <S extends Success> Operation<S> server(
      Declaration declaration, Reader reader, JsonData<S> data) {
    return new Operation<>(declaration, Set.of("POST"), Set.of(Caller.Kind.SERVER), reader, data);
  }

  /** An operation that servers POST or GET, signed either way. */
  public static <S extends Success> Operation<S> serverPostOrGet(
      Declaration declaration, Reader reader, JsonData<S> data) {
    Set<Caller.Kind> callers = Set.of(Caller.Kind.SERVER);
    return new Operation<>(declaration, Set.of("POST", "GET"), callers, reader, data);
  }

  /** An operation that front ends GET. */
  public static <S extends Success> Operation<S> clientGet(
      Declaration declaration, Reader reader, JsonData<S> data) {
    return new Operation<>(declaration, Set.of("GET"), Set.of(Caller.Kind.CLIENT), reader, data);
  }

  /** An operation that servers POST, and front ends GET or POST. */
  public static <S extends Success> Operation<S> both(
      Declaration declaration, Reader reader, JsonData<S> data) {
    Set<Caller.Kind> callers = Set.of(Caller.Kind.SERVER, Caller.Kind.CLIENT);
    return new Operation<>(declaration, Set.of("GET", "POST"), callers, reader, data);
  }

  public String name() {
    return declaration.name();
  }
}
