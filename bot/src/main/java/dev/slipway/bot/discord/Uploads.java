package dev.slipway.bot.discord;

import dev.slipway.bot.conversation.Message;
import dev.slipway.view.Plain;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.dv8tion.jda.api.utils.FileUpload;

/** The files of a message: its pictures, each with the sentence that says the same, and texts. */
final class Uploads {
  private static final int FILES = 10;
  private static final int TOLD = 1024;
  private static final String WHOLE = "whole.txt";

  private Uploads() {}

  /**
   * @param cut whether the message shows only a part of its text; then all of it is a file
   */
  static List<FileUpload> of(Message message, boolean cut) {
    List<FileUpload> files = new ArrayList<>();
    if (cut) {
      files.add(text(WHOLE, PlainText.of(message)));
    }
    for (Message.Part part : message.parts()) {
      if (files.size() < FILES) {
        switch (part) {
          case Message.Picture picture ->
              files.add(
                  FileUpload.fromData(picture.png().bytes(), name(picture.name(), ".png"))
                      .setDescription(Plain.line(picture.told(), TOLD)));
          case Message.Attachment attachment ->
              files.add(text(name(attachment.name(), ".txt"), attachment.text()));
          default -> {}
        }
      }
    }
    return files;
  }

  private static FileUpload text(String name, String text) {
    return FileUpload.fromData(text.getBytes(StandardCharsets.UTF_8), name);
  }

  private static String name(String name, String ending) {
    String plain = name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+|[.-]+$", "");
    String stem = plain.substring(0, Math.min(80, plain.length()));
    return stem.isEmpty() ? "file" + ending : stem.contains(".") ? stem : stem + ending;
  }
}
