package dev.slipway.catalog;

import dev.slipway.gate.Person;
import dev.slipway.gate.Standing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads {@code people} and makes sure that two of them are never one. */
final class PeopleReading {
  private static final Pattern CHAT_ID = Pattern.compile("slack:[UW][A-Z0-9]+|discord:[0-9]+");
  private final Map<String, Person> people = new LinkedHashMap<>();
  private final Map<String, String> owners = new HashMap<>();

  void read(Section top) {
    top.named("people").forEach((id, section) -> person(id, section));
  }

  private void person(Section.Located id, Section section) {
    if (id.text().equals(Standing.TOOL)) {
      section.problem(
          id.line(),
          "people." + id.text() + ": this name stands for checks by the tool",
          "choose another name");
    }
    if (people.containsKey(id.text())) {
      section.problem(
          id.line(),
          "people." + id.text() + " stands in another file as well",
          "keep one of the two");
    }
    String name = section.has("name") ? section.text("name") : id.text();
    boolean machine = section.yes("machine");
    List<Section.Located> emails = section.texts("emails");
    List<Section.Located> users = section.texts("os-users");
    List<Section.Located> roles = section.texts("roles");
    List<Section.Located> chats = section.texts("chat");
    for (Section.Located email : emails) {
      if (!email.text().matches("[^@\\s]+@[^@\\s]+")) {
        section.problem(
            email.line(),
            section.at("emails") + ": " + Words.quoted(email.text()) + " is not an e-mail address",
            "write name@example.org");
      }
      // With one address for two people, one person could approve twice, or approve what the other
      // wrote.
      own(section, "emails", id.text(), email.text().toLowerCase(Locale.ROOT), email.line());
    }
    for (Section.Located user : users) {
      own(section, "os-users", id.text(), user.text(), user.line());
    }
    for (Section.Located chat : chats) {
      if (!CHAT_ID.matcher(chat.text()).matches()) {
        section.problem(
            chat.line(),
            section.at("chat") + ": " + Words.quoted(chat.text()) + " is not an account in chat",
            "write slack: or discord: and the member's id, such as slack:U024BE7LH");
      }
      own(section, "chat", id.text(), chat.text(), chat.line());
    }
    for (Section.Located role : roles) {
      if (!Section.NAME.matcher(role.text()).matches()) {
        section.problem(
            role.line(),
            section.at("roles") + ": " + Words.quoted(role.text()) + " cannot be a role",
            "use lower-case letters, digits, '.', '-' and '_', at most 60");
      }
    }
    if (!machine && emails.isEmpty() && !section.has("emails")) {
      section.problem(
          id.line(),
          "people."
              + id.text()
              + ".emails is missing: without it nobody can tell which changes this person wrote",
          "add emails: [name@example.org], or machine: yes");
    } else if (!machine && emails.isEmpty()) {
      section.problem(
          "emails",
          "is empty: without an address nobody can tell which changes this person wrote",
          "write the addresses this person commits with");
    }
    people.putIfAbsent(
        id.text(),
        new Person(
            id.text(), name, texts(emails), texts(users), texts(roles), texts(chats), machine));
  }

  private void own(Section section, String key, String person, String value, int line) {
    String other = owners.putIfAbsent(key + " " + value, person);
    if (other != null && !other.equals(person)) {
      section.problem(
          line,
          section.at(key) + ": " + Words.quoted(value) + " belongs to " + other + " already",
          "give it to one person only, so that one person cannot count twice");
    }
  }

  static List<String> texts(List<Section.Located> located) {
    return located.stream().map(Section.Located::text).toList();
  }

  List<Person> people() {
    return new ArrayList<>(people.values());
  }

  /** Roles that at least one person has; machines do not count. */
  NavigableSet<String> roles() {
    TreeSet<String> roles = new TreeSet<>();
    people.values().stream()
        .filter(person -> !person.machine())
        .forEach(person -> roles.addAll(person.roles()));
    return roles;
  }

  /** How many people have one of these roles. */
  long having(Collection<String> roles) {
    return people.values().stream()
        .filter(person -> !person.machine() && person.roles().stream().anyMatch(roles::contains))
        .count();
  }
}
