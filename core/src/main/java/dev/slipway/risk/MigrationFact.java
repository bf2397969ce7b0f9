package dev.slipway.risk;

/**
 * What risk needs to know about a migration. The migration room judges; whoever calls the
 * classifier maps its phases: EXPAND is {@link Effect#ADDITIVE}, MIGRATE {@link Effect#MOVES_DATA},
 * CONTRACT {@link Effect#REMOVES}, UNSAFE {@link Effect#UNPROVEN}.
 *
 * @param id the version part of its name, such as "V58"
 * @param path as in the change's file list
 * @param why the first reason of the judgement in plain words; may be empty
 */
public record MigrationFact(String id, String path, Effect effect, String why) {
  public enum Effect {
    ADDITIVE("additive only"),
    MOVES_DATA("moves data"),
    REMOVES("removes something"),
    UNPROVEN("not proven safe");

    private final String words;

    Effect(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }
}
