package dev.slipway.bot;

import dev.slipway.ProgramVersion;
import dev.slipway.Slipway;
import dev.slipway.bot.conversation.ChatPlatform;
import dev.slipway.catalog.Reading;
import dev.slipway.catalog.ServerSettings;
import dev.slipway.catalog.StoreSettings;
import dev.slipway.journal.Store;
import dev.slipway.view.Plain;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/** Says once where the server listens, what it is connected to, and what it is not. */
@Component
class Announcement implements ApplicationListener<ApplicationReadyEvent> {
  private static final List<String> CHATS = List.of("slack", "discord");
  private final Slipway slipway;
  private final Reading.Read configuration;
  private final ObjectProvider<ChatPlatform> chats;

  Announcement(Slipway slipway, Reading.Read configuration, ObjectProvider<ChatPlatform> chats) {
    this.slipway = slipway;
    this.configuration = configuration;
    this.chats = chats;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent ready) {
    int port =
        ready.getApplicationContext() instanceof WebServerApplicationContext web
                && web.getWebServer() != null
            ? web.getWebServer().getPort()
            : configuration.server().port();
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    lines(port).forEach(out::println);
  }

  private List<String> lines(int port) {
    ServerSettings server = configuration.server();
    String own = (server.tls().isPresent() ? "https" : "http") + "://" + host(server) + ":" + port;
    List<String> lines = new ArrayList<>();
    lines.add("slipway server " + ProgramVersion.text());
    lines.add(
        line("✔", "listening", own + (server.tls().isPresent() ? "" : ", this computer only")));
    lines.add(line("✔", "store", store()));
    lines.add(line("✔", "worker", others()));
    for (String chat : CHATS) {
      lines.add(
          chats
              .orderedStream()
              .filter(platform -> platform.name().equals(chat))
              .findFirst()
              .map(platform -> chat(platform.connection(), chat))
              .orElseGet(() -> line("–", chat, "not configured")));
    }
    lines.add(
        configuration
            .mail()
            .map(mail -> line("✔", "mail", "through " + mail.host() + ", from " + mail.from()))
            .orElseGet(() -> line("–", "mail", "not configured")));
    lines.add("");
    lines.add("  A laptop:  slipway login " + server.url().map(URI::toString).orElse(own));
    lines.add("  Ctrl-C or SIGTERM ends it; what moves goes to another server, or waits for one.");
    return lines;
  }

  private static String host(ServerSettings server) {
    return server.address().contains(":") && !server.address().startsWith("[")
        ? "[" + server.address() + "]"
        : server.address();
  }

  private static String chat(ChatPlatform.Connection connection, String name) {
    return line(connection.up() ? "✔" : "!", name, Plain.line(connection.words(), 120));
  }

  private String store() {
    return switch (configuration.store()) {
      case StoreSettings.Sqlite sqlite -> sqlite.file() + ", for this user alone";
      case StoreSettings.Postgresql team -> team.address();
    };
  }

  private String others() {
    long workers =
        slipway.store().read(Store.Reader::workers).stream()
            .filter(worker -> dev.slipway.control.Worker.isFresh(worker, slipway.desk().now()))
            .count();
    long moving = slipway.desk().lookup().list(Store.Query.moving()).size();
    return (workers > 1 ? "one of " + workers : "the only one")
        + ", "
        + (moving == 0
            ? "nothing moves"
            : moving == 1 ? "1 release moves" : moving + " releases move");
  }

  private static String line(String symbol, String name, String words) {
    return " " + symbol + " " + name + " ".repeat(Math.max(1, 14 - name.length())) + words;
  }
}
