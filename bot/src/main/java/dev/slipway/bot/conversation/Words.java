package dev.slipway.bot.conversation;

import java.time.Instant;
import java.util.List;

/**
 * A line of text in pieces. Every piece of text is hostile until a platform has escaped it for
 * itself; only the pieces carry meaning, never characters inside them.
 */
public record Words(List<Piece> pieces) {
  public Words {
    pieces = List.copyOf(pieces);
  }

  /** One stretch of a line. */
  public sealed interface Piece {}

  public record Plain(String text) implements Piece {}

  public record Strong(String text) implements Piece {}

  /** Shown letter by letter: versions, commands, hashes. */
  public record Code(String text) implements Piece {}

  /** Names somebody so that they are told; no other piece can. */
  public record Mention(Account account) implements Piece {}

  /** A moment, in each reader's own zone where the platform can do that; UTC elsewhere. */
  public record Time(Instant at) implements Piece {}

  /** A link whose address is one of ours or was checked to be http or https. */
  public record Link(String address, String text) implements Piece {}

  public static Words of(String text) {
    return new Words(List.of(new Plain(text)));
  }

  public static Words of(Piece... pieces) {
    return new Words(List.of(pieces));
  }
}
