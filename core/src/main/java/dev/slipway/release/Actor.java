package dev.slipway.release;

/**
 * Who did something, and where: a person or machine of the catalogue, or Slipway itself.
 *
 * @param name the catalogue's key ("ada"), or "slipway" for {@link Kind#SYSTEM}
 * @param surface where it was done: "shell", "command line", "driver", "demo", "slack" …
 */
public record Actor(String name, Kind kind, String surface) {
  public enum Kind {
    PERSON,
    MACHINE,
    SYSTEM,
    /** Nobody the catalogue knows: may look, never act. */
    UNKNOWN
  }

  public static Actor system(String surface) {
    return new Actor("slipway", Kind.SYSTEM, surface);
  }

  public static Actor person(String name, String surface) {
    return new Actor(name, Kind.PERSON, surface);
  }

  public boolean isPerson() {
    return kind == Kind.PERSON;
  }
}
