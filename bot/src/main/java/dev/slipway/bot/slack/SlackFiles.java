package dev.slipway.bot.slack;

import com.slack.api.methods.request.files.FilesCompleteUploadExternalRequest;
import com.slack.api.methods.response.files.FilesGetUploadURLExternalResponse;
import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.Place;
import dev.slipway.bot.slack.SlackWeb.Effect;
import dev.slipway.catalog.Secret;
import dev.slipway.view.Plain;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Slack's upload in three steps: ask for an address, send the bytes there, say that it is complete.
 */
final class SlackFiles implements AutoCloseable {
  private static final Duration WITHIN = Duration.ofSeconds(20);
  private static final int LONGEST_NAME = 100;

  private final SlackWeb web;
  private final Secret token;
  private final SlackAddress addresses;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(WITHIN).build();

  SlackFiles(SlackWeb web, Secret token, SlackAddress addresses) {
    this.web = web;
    this.token = token;
    this.addresses = addresses;
  }

  /** Uploads a picture that no channel shows yet; a block of a message may then name it. */
  String picture(Message.Picture picture) throws ChatTrouble {
    byte[] bytes = picture.png().bytes();
    return upload(
        name(picture.name(), "chart.png"), bytes, Optional.of(picture.told()), Optional.empty());
  }

  /** Uploads a text and shows it at a place. */
  void text(Message.Attachment attachment, Place place) throws ChatTrouble {
    byte[] bytes = attachment.text().getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0) {
      upload(name(attachment.name(), "text.txt"), bytes, Optional.empty(), Optional.of(place));
    }
  }

  private static String name(String name, String otherwise) {
    String plain = Plain.line(name.replace('/', '-'), LONGEST_NAME);
    return plain.isBlank() ? otherwise : plain;
  }

  private String upload(String name, byte[] bytes, Optional<String> told, Optional<Place> place)
      throws ChatTrouble {
    FilesGetUploadURLExternalResponse slot =
        web.call(
            token,
            "files.getUploadURLExternal",
            Effect.READS,
            client ->
                client.filesGetUploadURLExternal(call ->
                    call.filename(name)
                        .length(bytes.length)
                        .altTxt(told.map(text -> Plain.line(text, 1_000)).orElse(null))));
    send(slot.getUploadUrl(), bytes);
    web.call(
        token,
        "files.completeUploadExternal",
        place.isPresent() ? Effect.WRITES : Effect.READS,
        client ->
            client.filesCompleteUploadExternal(call -> {
              place.ifPresent(where ->
                  call.channelId(where.channel())
                      .threadTs(where.thread().map(root -> root.id()).orElse(null)));
              return call.files(
                  List.of(
                      FilesCompleteUploadExternalRequest.FileDetails.builder()
                          .id(slot.getFileId())
                          .title(name)
                          .build()));
            }));
    return slot.getFileId();
  }

  private void send(String address, byte[] bytes) throws ChatTrouble {
    URI uri = addresses.checked(address);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(WITHIN)
            .header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
            .build();
    try {
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        throw SlackTrouble.of("upload", Effect.READS, status, Optional.empty(), Optional.empty());
      }
    } catch (IOException lost) {
      throw SlackTrouble.of("upload", Effect.READS, lost);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChatTrouble(ChatTrouble.Kind.AWAY, "upload: interrupted");
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
