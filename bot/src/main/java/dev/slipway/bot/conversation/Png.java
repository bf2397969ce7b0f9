package dev.slipway.bot.conversation;

/** The bytes of a picture. */
public final class Png {
  private final byte[] bytes;

  public Png(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  public byte[] bytes() {
    return bytes.clone();
  }
}
