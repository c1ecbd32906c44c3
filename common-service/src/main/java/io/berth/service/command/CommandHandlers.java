package io.berth.service.command;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Handlers by the class of their command. A feature lists its own in one bean; the service's {@link
 * CommandDispatcher} joins the beans of all features.
 */
public final class CommandHandlers {
  private final Map<Class<? extends Command>, CommandHandler<?>> byType;

  private CommandHandlers(Map<Class<? extends Command>, CommandHandler<?>> byType) {
    this.byType = Map.copyOf(byType);
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * Joins the handlers of several features.
   *
   * @throws IllegalStateException where two of them handle the same command
   */
  public static CommandHandlers join(Iterable<CommandHandlers> features) {
    Builder all = builder();
    for (CommandHandlers feature : features) {
      feature.byType.forEach(all::put);
    }
    return all.build();
  }

  /** Classes of the commands that have a handler. */
  public Set<Class<? extends Command>> types() {
    return byType.keySet();
  }

  /** Null for a command without a handler. */
  @Nullable Mono<Outcome> handle(Command command, Caller caller) {
    CommandHandler<?> handler = byType.get(command.getClass());
    return handler == null ? null : handle(handler, command, caller);
  }

  private static <C extends Command> Mono<Outcome> handle(
      CommandHandler<C> handler, Command command, Caller caller) {
    // The builder ties each handler to the class of its command.
    @SuppressWarnings("unchecked")
    C own = (C) command;
    return handler.handle(own, caller).cast(Outcome.class);
  }

  /** Lists handlers, one per class of command. */
  public static final class Builder {
    private final Map<Class<? extends Command>, CommandHandler<?>> byType = new HashMap<>();

    private Builder() {}

    /**
     * @throws IllegalStateException where the command has a handler already
     */
    public <C extends Command> Builder on(Class<C> type, CommandHandler<? super C> handler) {
      put(type, handler);
      return this;
    }

    private void put(Class<? extends Command> type, CommandHandler<?> handler) {
      if (byType.putIfAbsent(type, handler) != null) {
        throw new IllegalStateException(type.getSimpleName() + " has two handlers");
      }
    }

    public CommandHandlers build() {
      return new CommandHandlers(byType);
    }
  }
}
