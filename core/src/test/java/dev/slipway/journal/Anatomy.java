package dev.slipway.journal;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** What a type is made of, and what an example really contains. */
final class Anatomy {
  /** Every type met. */
  final Set<Class<?>> types = new HashSet<>();

  /**
   * Components that may be absent, as "Plan.from", with " present" or " absent" behind it for
   * examples.
   */
  final Set<String> optionals = new TreeSet<>();

  static Anatomy ofType(Class<?> root) {
    Anatomy anatomy = new Anatomy();
    anatomy.visit(root);
    return anatomy;
  }

  static Anatomy ofExamples(Collection<?> examples) {
    Anatomy anatomy = new Anatomy();
    examples.forEach(anatomy::look);
    return anatomy;
  }

  private void visit(Type type) {
    if (type instanceof ParameterizedType generic) {
      for (Type argument : generic.getActualTypeArguments()) {
        visit(argument);
      }
      return;
    }
    Class<?> found = (Class<?>) type;
    if (!found.getName().startsWith("dev.slipway.") || !types.add(found)) {
      return;
    }
    if (found.isSealed()) {
      for (Class<?> variant : Codec.variants(found)) {
        visit(variant);
      }
    }
    if (found.isRecord()) {
      for (RecordComponent component : found.getRecordComponents()) {
        if (isOptional(component.getType())) {
          optionals.add(name(component));
        }
        visit(component.getGenericType());
      }
    }
  }

  private void look(Object value) {
    switch (value) {
      case Collection<?> many -> many.forEach(this::look);
      case Map<?, ?> map -> map.values().forEach(this::look);
      case Optional<?> optional -> optional.ifPresent(this::look);
      case Record record -> components(record);
      default -> {}
    }
  }

  private void components(Record record) {
    types.add(record.getClass());
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = value(record, component);
      if (isOptional(component.getType())) {
        optionals.add(name(component) + (isPresent(value) ? " present" : " absent"));
      }
      look(value);
    }
  }

  private static Object value(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(component.toString(), e);
    }
  }

  private static boolean isOptional(Class<?> type) {
    return type == Optional.class || type == OptionalInt.class || type == OptionalDouble.class;
  }

  private static boolean isPresent(Object value) {
    return switch (value) {
      case Optional<?> optional -> optional.isPresent();
      case OptionalInt optional -> optional.isPresent();
      case OptionalDouble optional -> optional.isPresent();
      default -> throw new AssertionError(value);
    };
  }

  private static String name(RecordComponent component) {
    return component.getDeclaringRecord().getSimpleName() + "." + component.getName();
  }
}
