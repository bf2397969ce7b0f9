package dev.slipway.view;

import dev.slipway.gate.Person;
import dev.slipway.plan.Catalogue;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Names of people by the catalogue's keys. */
public record People(Map<String, String> names) {
  public People {
    names = Map.copyOf(names);
  }

  public static People of(Catalogue catalogue) {
    return of(catalogue.people());
  }

  public static People of(List<Person> people) {
    return new People(
        people.stream()
            .collect(Collectors.toMap(Person::id, Person::name, (first, second) -> first)));
  }

  /** Words that begin with somebody's key, such as "ada asked", with the name instead. */
  public String said(String words) {
    int end = words.indexOf(' ');
    return end > 0 && names.containsKey(words.substring(0, end))
        ? name(words.substring(0, end)) + words.substring(end)
        : words;
  }

  /** The name, or the key itself for somebody the catalogue does not know (any more). */
  public String name(String key) {
    return Plain.line(names.getOrDefault(key, key));
  }
}
