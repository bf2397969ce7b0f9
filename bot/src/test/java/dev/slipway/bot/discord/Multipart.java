package dev.slipway.bot.discord;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.dv8tion.jda.api.utils.data.DataObject;

/** A call's body: JSON, alone or as the part "payload_json" beside files. */
record Multipart(DataObject json, List<File> files) {
  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
  private static final Pattern NAME = Pattern.compile(" name=\"([^\"]*)\"");
  private static final Pattern FILE = Pattern.compile("filename=\"([^\"]*)\"");

  /** A file that was sent. */
  static final class File {
    private final String name;
    private final byte[] bytes;

    File(String name, byte[] bytes) {
      this.name = name;
      this.bytes = bytes;
    }

    String name() {
      return name;
    }

    int size() {
      return bytes.length;
    }

    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  static Multipart of(String type, byte[] body) {
    if (!type.startsWith("multipart/form-data")) {
      return new Multipart(
          body.length == 0 ? DataObject.empty() : DataObject.fromJson(body), List.of());
    }
    Matcher boundary = BOUNDARY.matcher(type);
    if (!boundary.find()) {
      throw Refusal.of(400, 50109, "The request body contains invalid JSON.");
    }
    // One byte a letter, so that positions in the text are those in the bytes.
    String text = new String(body, StandardCharsets.ISO_8859_1);
    DataObject json = DataObject.empty();
    List<File> files = new ArrayList<>();
    for (String part : text.split(Pattern.quote("--" + boundary.group(1)), -1)) {
      int head = part.indexOf("\r\n\r\n");
      if (head < 0) {
        continue;
      }
      Matcher name = NAME.matcher(part.substring(0, head));
      Matcher file = FILE.matcher(part.substring(0, head));
      byte[] content =
          part.substring(head + 4, part.length() - 2).getBytes(StandardCharsets.ISO_8859_1);
      if (file.find()) {
        files.add(new File(file.group(1), content));
      } else if (name.find() && name.group(1).equals("payload_json")) {
        json = DataObject.fromJson(content);
      }
    }
    int size = files.stream().mapToInt(File::size).sum();
    if (size > 10 * 1024 * 1024) {
      throw Refusal.of(413, 40005, "Request entity too large");
    }
    return new Multipart(json, files);
  }
}
