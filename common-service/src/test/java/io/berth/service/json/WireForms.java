package io.berth.service.json;

import io.berth.api.Outcome;
import io.berth.api.app.AppRecord;
import io.berth.api.delivery.DeliveryEvent;
import io.berth.api.doctor.RefusedSignature;
import io.berth.api.order.OrderEvent;
import io.berth.api.token.Revocation;
import io.berth.api.user.IdentityRecord;
import io.berth.api.wire.WireTypes;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Names each field and each name of a value that services send each other, commands and outcomes as
 * well as records in Kafka.
 */
final class WireForms {

  private static final List<Class<?>> KAFKA =
      List.of(
          AppRecord.class,
          IdentityRecord.class,
          Revocation.class,
          OrderEvent.class,
          DeliveryEvent.class,
          RefusedSignature.class);

  private final Map<String, String> forms = new TreeMap<>();
  private final Set<Class<?>> decisive = new HashSet<>();

  private WireForms() {}

  /** Reads today's forms; {@code Type.member} leads to what it is. */
  static Map<String, String> ofToday() {
    WireForms today = new WireForms();
    // Receivers are upgraded before those who send them commands; not so with answers and records.
    today.decisive.addAll(
        reached(
            Stream.concat(
                    WireTypes.records().stream().filter(Outcome.class::isAssignableFrom),
                    KAFKA.stream())
                .toList(),
            true));
    reached(Stream.concat(WireTypes.records().stream(), KAFKA.stream()).toList(), false)
        .forEach(today::describe);
    return today.forms;
  }

  private void describe(Class<?> type) {
    if (type.isEnum()) {
      String use = decisive.contains(type) ? "decides" : "one of several";
      for (Object constant : type.getEnumConstants()) {
        forms.put(name(type) + "." + ((Enum<?>) constant).name(), use);
      }
    } else if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        forms.put(
            name(type) + "." + component.getName(),
            text(component.getGenericType()) + (optional ? ", optional" : ""));
      }
    } else if (type.isSealed()) {
      for (Class<?> subtype : type.getPermittedSubclasses()) {
        forms.put(name(type) + "." + subtype.getSimpleName(), "subtype");
      }
    }
  }

  /**
   * @param aloneOnly whether to pass over enums that only stand in sets and lists
   */
  private static Set<Class<?>> reached(List<Class<?>> from, boolean aloneOnly) {
    Set<Class<?>> reached = new HashSet<>();
    Deque<Class<?>> next = new ArrayDeque<>(from);
    while (!next.isEmpty()) {
      Class<?> type = next.pop();
      if (!reached.add(type)) {
        continue;
      }
      if (type.isRecord()) {
        for (RecordComponent component : type.getRecordComponents()) {
          types(component.getGenericType(), aloneOnly).filter(WireForms::isOurs).forEach(next::add);
        }
      } else if (type.isSealed()) {
        next.addAll(List.of(type.getPermittedSubclasses()));
      }
    }
    return reached;
  }

  private static Stream<Class<?>> types(Type type, boolean aloneOnly) {
    if (type instanceof ParameterizedType generic) {
      boolean several = Collection.class.isAssignableFrom((Class<?>) generic.getRawType());
      return Stream.of(generic.getActualTypeArguments())
          .flatMap(argument -> types(argument, aloneOnly))
          .filter(argument -> !(aloneOnly && several && argument.isEnum()));
    }
    return type instanceof Class<?> plain ? Stream.of(plain) : Stream.of();
  }

  private static boolean isOurs(Class<?> type) {
    return type.getPackageName().startsWith("io.berth.")
        && (type.isEnum() || type.isRecord() || type.isSealed());
  }

  private static String name(Class<?> type) {
    return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
  }

  private static String text(Type type) {
    return type.getTypeName().replaceAll("[a-z][a-z0-9]*\\.", "").replace('$', '.');
  }
}
