package io.berth.service.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Version;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/** Holds records of Berth to their own {@code @Nullable}, so that no null slips in from outside. */
final class NullnessIntrospector extends NopAnnotationIntrospector {
  private static final long serialVersionUID = 1L;

  @Override
  public Version version() {
    return Version.unknownVersion();
  }

  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    return mustBePresent(member) ? Boolean.TRUE : null;
  }

  @Override
  public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
    return mustBePresent(annotated)
        ? JsonSetter.Value.forValueNulls(Nulls.FAIL)
        : JsonSetter.Value.empty();
  }

  private static boolean mustBePresent(Annotated annotated) {
    if (!(annotated instanceof AnnotatedParameter parameter)
        || !(parameter.getOwner().getAnnotated() instanceof Constructor<?> constructor)) {
      return false;
    }
    Class<?> owner = constructor.getDeclaringClass();
    if (!owner.isRecord() || !owner.getPackageName().startsWith("io.berth.")) {
      return false;
    }
    AnnotatedType type = constructor.getAnnotatedParameterTypes()[parameter.getIndex()];
    return !type.isAnnotationPresent(Nullable.class);
  }
}
