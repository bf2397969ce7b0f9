package dev.slipway.command;

import dev.slipway.view.AuditView;
import dev.slipway.view.CheckListView;
import dev.slipway.view.DoctorView;
import dev.slipway.view.HistoryView;
import dev.slipway.view.ListView;
import dev.slipway.view.NewsView;
import dev.slipway.view.ParityView;
import dev.slipway.view.RefusalView;
import dev.slipway.view.TokensView;
import dev.slipway.view.View;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Views as JSON for programs: {@code {"schema":"release.show/1",…}}. Moments are ISO-8601 UTC with
 * milliseconds, durations ISO-8601, constants lower-case; what is absent, or no number, is null.
 * Fields may be added to a schema, never renamed or removed.
 */
public final class Json {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final String SCHEMA = "schema";
  private static final Map<Class<? extends View>, Class<?>> ROWS =
      Map.of(
          ListView.class,
          ListView.Row.class,
          HistoryView.class,
          HistoryView.Row.class,
          AuditView.class,
          AuditView.Entry.class,
          CheckListView.class,
          CheckListView.Item.class,
          DoctorView.class,
          DoctorView.Check.class,
          TokensView.class,
          TokensView.Row.class,
          NewsView.class,
          NewsView.Row.class,
          ParityView.class,
          ParityView.Row.class);
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** A field that the view does not have. */
  public static final class UnknownField extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownField(String message) {
      super(message);
    }
  }

  private Json() {}

  /**
   * One line for {@link Format.Kind#JSON}; for {@link Format.Kind#JSONL} one line per row of a
   * list.
   *
   * @throws UnknownField when {@code format.fields()} names one the view does not have
   */
  public static List<String> lines(View view, Format format) {
    List<String> fields = view instanceof RefusalView ? List.of() : format.fields();
    refuseUnknown(view, fields);
    Optional<String> list = rowsOf(view);
    Map<String, @Nullable Object> whole = object(view);
    if (list.isEmpty()) {
      return List.of(written(view, fields.isEmpty() ? whole : picked(whole, fields)));
    }
    List<Map<String, @Nullable Object>> rows = rows(whole, list.get(), fields);
    if (format.kind() == Format.Kind.JSONL) {
      return rows.stream().map(row -> written(view, row)).toList();
    }
    whole.put(list.get(), rows);
    return List.of(written(view, whole));
  }

  /**
   * The named fields as plain texts, one row for each of a list's: for pipes. Absent ones are "".
   *
   * @throws UnknownField when one is not there
   */
  public static List<List<String>> columns(View view, List<String> fields) {
    refuseUnknown(view, fields);
    Map<String, @Nullable Object> whole = object(view);
    Optional<String> list = rowsOf(view);
    List<Map<String, @Nullable Object>> rows =
        list.isPresent() ? rows(whole, list.get(), fields) : List.of(picked(whole, fields));
    return rows.stream()
        .map(row -> fields.stream().map(field -> text(row.get(field))).toList())
        .toList();
  }

  private static void refuseUnknown(View view, List<String> fields) {
    Optional<String> unknown = unknownField(view.getClass(), fields);
    if (unknown.isPresent()) {
      throw new UnknownField(unknown.get());
    }
  }

  /** Says which field is unknown, and which ones there are; empty when all are known. */
  static Optional<String> unknownField(Class<? extends View> view, List<String> fields) {
    List<String> known = known(view);
    return fields.stream()
        .filter(field -> !known.contains(field))
        .findFirst()
        .map(field ->
            "There is no field \""
                + field
                + "\"."
                + near(field, known)
                + " There are: "
                + String.join(", ", known)
                + ".");
  }

  private static String near(String field, List<String> known) {
    return Nearest.to(field, known).map(word -> " Did you mean " + word + "?").orElse("");
  }

  /**
   * What may be named with {@code --fields}: the fields of a list's rows, otherwise the view's own.
   */
  public static List<String> known(Class<? extends View> view) {
    Class<?> fields = ROWS.getOrDefault(view, view);
    return java.util.Arrays.stream(fields.getRecordComponents())
        .map(RecordComponent::getName)
        .toList();
  }

  private static Optional<String> rowsOf(View view) {
    return switch (view) {
      case ListView list -> Optional.of("releases");
      case HistoryView history -> Optional.of("releases");
      case AuditView audit -> Optional.of("entries");
      case CheckListView check -> Optional.of("items");
      case DoctorView doctor -> Optional.of("checks");
      case TokensView tokens -> Optional.of("tokens");
      case NewsView news -> Optional.of("readers");
      case ParityView parity -> Optional.of("differences");
      default -> Optional.empty();
    };
  }

  private static List<Map<String, @Nullable Object>> rows(
      Map<String, @Nullable Object> whole, String list, List<String> fields) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    if (whole.get(list) instanceof List<?> all) {
      for (Object row : all) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        ((Map<?, ?>) row).forEach((name, value) -> named.put(String.valueOf(name), value));
        rows.add(fields.isEmpty() ? named : picked(named, fields));
      }
    }
    return rows;
  }

  private static Map<String, @Nullable Object> picked(
      Map<String, @Nullable Object> from, List<String> fields) {
    Map<String, @Nullable Object> picked = new LinkedHashMap<>();
    fields.forEach(field -> picked.put(field, from.get(field)));
    return picked;
  }

  private static String written(View view, Map<String, @Nullable Object> fields) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put(SCHEMA, view.schema());
    all.putAll(fields);
    return MAPPER.writeValueAsString(all);
  }

  private static Map<String, @Nullable Object> object(Object values) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (RecordComponent component : values.getClass().getRecordComponents()) {
      try {
        fields.put(component.getName(), plain(component.getAccessor().invoke(values)));
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException("a view's fields can be read: " + component, e);
      }
    }
    return fields;
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Optional<?> some -> some.isPresent() ? plain(some.get()) : null;
      case OptionalDouble some -> some.isPresent() ? plain(some.getAsDouble()) : null;
      case Double number -> Double.isFinite(number) ? number : null;
      case Instant moment -> MOMENT.format(moment);
      case Duration duration -> duration.toString();
      case Enum<?> word -> word.name().toLowerCase(Locale.ROOT);
      case List<?> list -> {
        List<@Nullable Object> all = new ArrayList<>();
        list.forEach(entry -> all.add(plain(entry)));
        yield all;
      }
      case Record nested -> object(nested);
      default -> value;
    };
  }

  /** A nested object says its words; a list is joined. */
  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Map<?, ?> nested when nested.containsKey("words") -> text(nested.get("words"));
      case Map<?, ?> nested -> MAPPER.writeValueAsString(nested);
      case List<?> list -> String.join(", ", list.stream().map(Json::text).toList());
      default -> value.toString();
    };
  }
}
