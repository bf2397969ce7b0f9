package dev.slipway.gate;

import java.util.List;

/**
 * A person of the catalogue.
 *
 * @param id the catalogue's key
 * @param roles roles that this person may act in
 * @param chatIds accounts in chat, each "slack:U024BE7LH" or "discord:80351110224678912"
 * @param machine a machine such as CI: may record evidence, start and roll back, never approve
 */
public record Person(
    String id,
    String name,
    List<String> emails,
    List<String> osUsers,
    List<String> roles,
    List<String> chatIds,
    boolean machine) {
  /** Somebody who is in no chat. */
  public Person(
      String id,
      String name,
      List<String> emails,
      List<String> osUsers,
      List<String> roles,
      boolean machine) {
    this(id, name, emails, osUsers, roles, List.of(), machine);
  }

  public Person {
    emails = List.copyOf(emails);
    osUsers = List.copyOf(osUsers);
    roles = List.copyOf(roles);
    chatIds = List.copyOf(chatIds);
  }
}
