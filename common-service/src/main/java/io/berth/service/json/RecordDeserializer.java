package io.berth.service.json;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.bean.BeanDeserializer;
import tools.jackson.databind.deser.bean.PropertyValueBuffer;
import tools.jackson.databind.util.NameTransformer;

/**
 * Reads a record of Berth's own from fields that stand in the order of its components, as the
 * serializer writes them: no look-up of names, and one call of the constructor. Jackson's way for
 * any order takes nearly twice as long. Other orders work as well, and what a record refuses is
 * refused as by Jackson.
 */
final class RecordDeserializer extends BeanDeserializer {

  private static final int MOST_COMPONENTS = Long.SIZE - 1;

  private final MethodHandle constructor;
  private SettableBeanProperty[] components = {};

  private RecordDeserializer(BeanDeserializer usual, Constructor<?> canonical) {
    super(usual);
    try {
      canonical.setAccessible(true);
      constructor =
          MethodHandles.lookup()
              .unreflectConstructor(canonical)
              .asSpreader(Object[].class, canonical.getParameterCount())
              .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes Jackson use this class wherever it can read a record. */
  static final class Modifier extends ValueDeserializerModifier {
    private static final long serialVersionUID = 1L;

    @Override
    public ValueDeserializer<?> modifyDeserializer(
        DeserializationConfig config,
        BeanDescription.Supplier description,
        ValueDeserializer<?> usual) {
      Constructor<?> canonical =
          usual instanceof BeanDeserializer bean && bean.getClass() == BeanDeserializer.class
              ? canonical(bean)
              : null;
      return canonical == null
          ? usual
          : new RecordDeserializer((BeanDeserializer) usual, canonical);
    }

    /** The constructor that Jackson calls with all components; null where it is none of ours. */
    private static @Nullable Constructor<?> canonical(BeanDeserializer bean) {
      Class<?> type = bean.handledType();
      return type.isRecord()
              && type.getPackageName().startsWith("io.berth.")
              && type.getRecordComponents().length <= MOST_COMPONENTS
              && bean.getValueInstantiator().canCreateFromObjectWith()
              && bean.getValueInstantiator().getWithArgsCreator() != null
              && bean.getValueInstantiator().getWithArgsCreator().getAnnotated()
                  instanceof Constructor<?> constructor
              && constructor.getParameterCount() == type.getRecordComponents().length
          ? constructor
          : null;
    }
  }

  @Override
  public void resolve(DeserializationContext context) {
    super.resolve(context);
    if (_propertyBasedCreator != null) {
      components = new SettableBeanProperty[_propertyBasedCreator.properties().size()];
      for (SettableBeanProperty component : _propertyBasedCreator.properties()) {
        components[component.getCreatorIndex()] = component;
      }
    }
  }

  /** Components that stand among the fields of another record are read by Jackson. */
  @Override
  public ValueDeserializer<Object> unwrappingDeserializer(
      DeserializationContext context, NameTransformer transformer) {
    return withIgnoreAllUnknown(_ignoreAllUnknown).unwrappingDeserializer(context, transformer);
  }

  @Override
  protected Object _deserializeUsingPropertyBased(
      JsonParser parser, DeserializationContext context) {
    Object[] values = new Object[components.length];
    long found = 0;
    int next = 0;
    for (JsonToken token = parser.currentToken();
        token == JsonToken.PROPERTY_NAME;
        token = parser.nextToken()) {
      int position = position(parser.currentName(), next);
      parser.nextToken();
      if (position < 0) {
        parser.skipChildren();
      } else {
        values[position] = _deserializeWithErrorWrapping(parser, context, components[position]);
        found |= 1L << position;
        next = position + 1;
      }
    }
    if (found != (1L << components.length) - 1) {
      return withMissing(parser, context, values, found);
    }
    try {
      return constructor.invokeExact(values);
    } catch (Throwable refused) {
      return wrapInstantiationProblem(context, refused);
    }
  }

  private int position(String name, int likely) {
    if (likely < components.length && components[likely].getName().equals(name)) {
      return likely;
    }
    for (int i = 0; i < components.length; i++) {
      if (components[i].getName().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Has Jackson decide what is missing and what stands for it. */
  private Object withMissing(
      JsonParser parser, DeserializationContext context, Object[] values, long found) {
    PropertyValueBuffer buffer = _propertyBasedCreator.startBuilding(parser, context, null);
    for (int i = 0; i < values.length; i++) {
      if ((found & 1L << i) != 0) {
        buffer.assignParameter(components[i], values[i]);
      }
    }
    try {
      return _propertyBasedCreator.build(context, buffer);
    } catch (RuntimeException refused) {
      return wrapInstantiationProblem(context, refused);
    }
  }
}
