package dev.slipway.plan;

import dev.slipway.audience.Audience;
import dev.slipway.gate.Person;
import dev.slipway.release.ServiceName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a plan may be made from: people, policies, services, and who is told of it. Active by
 * hash.
 *
 * @param hash SHA-256 over the whole, hexadecimal
 */
public record Catalogue(
    List<Person> people,
    Map<String, Policy> policies,
    Map<ServiceName, Service> services,
    Audience audience,
    String hash) {
  /** One of which nobody outside the team hears. */
  public Catalogue(
      List<Person> people,
      Map<String, Policy> policies,
      Map<ServiceName, Service> services,
      String hash) {
    this(people, policies, services, Audience.nobody(), hash);
  }

  public Catalogue {
    people = List.copyOf(people);
    policies = Map.copyOf(policies);
    services = Map.copyOf(services);
  }

  public Optional<Person> person(String id) {
    return people.stream().filter(person -> person.id().equals(id)).findFirst();
  }

  /** Names of those who may act in a role, machines left out. */
  public List<String> withRole(String role) {
    return people.stream()
        .filter(person -> !person.machine() && person.roles().contains(role))
        .map(Person::id)
        .sorted()
        .toList();
  }

  public Optional<Service> service(ServiceName name) {
    return Optional.ofNullable(services.get(name));
  }
}
