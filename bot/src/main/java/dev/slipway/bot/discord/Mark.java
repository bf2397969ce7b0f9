package dev.slipway.bot.discord;

import dev.slipway.bot.conversation.PostId;
import dev.slipway.view.Plain;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.MessageEmbed;

/**
 * The id of a post, written at the end of the message in small print. Discord's nonce keeps a post
 * from being made twice for some minutes, but is not given out again with a message that is fetched
 * later.
 */
final class Mark {
  /** How the small print of a message without an embed begins. */
  private static final String SMALL = "-# ";

  private static final Pattern END = Pattern.compile("(?:.* )?([a-z0-9-]{1,25})");

  private Mark() {}

  /** "shop/42 · k3f9": for the foot of an embed. */
  static String foot(Optional<String> about, PostId id) {
    return about.map(words -> Plain.line(words, 80) + " · ").orElse("") + id.value();
  }

  /** The last line of a message that has no embed. */
  static String line(Optional<String> about, PostId id) {
    return SMALL
        + about.map(words -> Markdown.escaped(Plain.line(words, 80)) + " · ").orElse("")
        + id.value();
  }

  /** The id of one of our own messages; text from outside never stands in the last place. */
  static Optional<PostId> of(Message message) {
    if (!message.getEmbeds().isEmpty()) {
      return Optional.ofNullable(message.getEmbeds().getFirst().getFooter())
          .map(MessageEmbed.Footer::getText)
          .flatMap(Mark::read);
    }
    String content = message.getContentRaw();
    String last = content.substring(content.lastIndexOf('\n') + 1);
    return last.startsWith(SMALL) ? read(last.substring(SMALL.length())) : Optional.empty();
  }

  private static Optional<PostId> read(String end) {
    Matcher id = END.matcher(end);
    return id.matches() ? Optional.of(new PostId(id.group(1))) : Optional.empty();
  }

  /** Names the line in a thread that points at a message in its channel. */
  static PostId inThread(PostId message) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(("thread " + message.value()).getBytes(StandardCharsets.UTF_8));
      return new PostId(HexFormat.of().formatHex(digest).substring(0, 24));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
