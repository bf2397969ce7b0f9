package dev.slipway.bot.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.conversation.Eventually;
import dev.slipway.bot.conversation.Incoming;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.PostId;
import dev.slipway.catalog.ChatSettings;
import dev.slipway.catalog.Secret;
import dev.slipway.control.SystemClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.dv8tion.jda.api.Permission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connection to Discord: least rights, and again and again for as long as the server runs. */
@Tag("T2")
class DiscordConnectionTest {
  @TempDir private Path folder;

  private ADiscord chat = chat(20_000);

  private static ADiscord chat(int heartbeat) {
    try {
      return new ADiscord(new FakeDiscord(heartbeat));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void close() {
    chat.close();
  }

  private String line(String line) {
    World.Person ada = chat.people.person("ada");
    Interactions.One unused = chat.people.types(ada, World.CHANNEL, "run", Map.of("line", line));
    return line;
  }

  private void eventuallyHeard(String line) {
    Eventually.so(
        () -> line + " in " + chat.heard,
        () ->
            chat.heard.stream()
                .anyMatch(
                    heard -> heard instanceof Incoming.Typed typed && typed.line().equals(line)));
  }

  @Test
  void asksForNoMoreThanItNeeds() {
    chat.open();

    // Servers, messages in them and reactions to them, direct messages. No text of others.
    assertEquals(
        List.of(
            FakeGateway.GUILDS
                | FakeGateway.GUILD_MESSAGES
                | FakeGateway.GUILD_REACTIONS
                | FakeGateway.DIRECT_MESSAGES),
        chat.discord.gateway.intents());
    assertTrue(
        chat.platform.connection().words().startsWith("connected as @slipway since 20"),
        chat.platform.connection().words());
    assertFalse(chat.platform.connection().words().contains("without the permissions"));
  }

  @Test
  void saysWhichPermissionsItLacks() {
    chat.discord.world.permissions &= ~Permission.MESSAGE_HISTORY.getRawValue();

    chat.open();

    assertTrue(
        chat.platform
            .connection()
            .words()
            .endsWith(", without the permissions [Read Message History]"),
        chat.platform.connection().words());
  }

  @Test
  void knowsWhatPeopleCallAChannel() {
    chat.open();

    assertEquals("#shop-deploys", chat.platform.channelName(World.CHANNEL));
    assertEquals("1", chat.platform.channelName("1"));
    assertEquals("<x>", chat.platform.channelName("<x>"));
  }

  @Test
  void resumesWhereTheNetworkBrokeAndMissesNothing() {
    chat.open();

    chat.discord.gateway.dropAll();
    String missed = line("show shop/1");

    eventuallyHeard(missed);
    assertEquals(1, chat.discord.gateway.identified());
    assertEquals(1, chat.discord.gateway.resumed());
    Eventually.so("up again", () -> chat.platform.connection().up());
  }

  @Test
  void reconnectsWhenDiscordAsksForIt() {
    chat.open();

    chat.discord.gateway.askToReconnect();

    Eventually.so("resumed", () -> chat.discord.gateway.resumed() == 1);
    eventuallyHeard(line("show shop/2"));
  }

  @Test
  void beginsAnewWhenItsSessionIsOver() throws Exception {
    chat.open();

    chat.discord.gateway.invalidate();

    Eventually.so("identified again", () -> chat.discord.gateway.identified() == 2);
    Eventually.so("up again", () -> chat.platform.connection().up());
    eventuallyHeard(line("show shop/3"));
    var unused = chat.platform.post(ADiscord.CHANNEL, Message.of("x"), new PostId("p-1"), false);
  }

  @Test
  void triesAgainWhenIdentifyingWasRefused() {
    chat.discord.gateway.refuseNextIdentify();

    chat.open();

    assertEquals(1, chat.discord.gateway.identified());
  }

  /** Heartbeats go out and no answer comes: the connection is dead and looks alive. */
  @Test
  void leavesAConnectionThatOnlyLooksAlive() {
    chat.close();
    chat = chat(300);
    chat.open();

    chat.discord.gateway.silence(true);

    Eventually.so("resumed", () -> chat.discord.gateway.resumed() >= 1);
    chat.discord.gateway.silence(false);
    Eventually.so("up again", () -> chat.platform.connection().up());
  }

  /** JDA gives up where the first call fails; this does not. */
  @Test
  void waitsForADiscordThatIsAwayAtTheStart() {
    chat.discord.rest.away(true);
    chat.platform.open(chat.listener());
    Eventually.so(
        () -> chat.platform.connection().words(),
        () -> chat.platform.connection().words().contains("cannot be reached"));

    chat.discord.rest.away(false);

    Eventually.so("up", () -> chat.platform.connection().up());
  }

  @Test
  void saysThatTheTokenIsRefusedAndNotWhichOne() {
    String wrong = FakeDiscord.TOKEN + "x";
    try (DiscordPlatform platform = ADiscord.platform(chat.discord, new SystemClock(), wrong)) {
      platform.open(chat.listener());

      Eventually.so(
          () -> platform.connection().words(),
          () -> platform.connection().words().contains("Discord refused the token"));
      assertFalse(platform.connection().up());
      assertFalse(platform.connection().words().contains(wrong));
    }
  }

  /** A secret is read when it is needed: a token that is put right later is taken. */
  @Test
  void takesATokenThatComesLater() throws Exception {
    Path file = folder.resolve("token");
    ChatSettings.Discord settings =
        new ChatSettings.Discord(
            new Secret.InFile(file),
            World.SERVER,
            chat.discord.rest.address(),
            chat.discord.gateway.address());
    try (DiscordPlatform platform = new DiscordPlatform(settings, Map.of(), new SystemClock())) {
      platform.open(chat.listener());
      Eventually.so(
          () -> platform.connection().words(),
          () -> platform.connection().words().contains("cannot be read"));

      Path unused = Files.writeString(file, FakeDiscord.TOKEN + "\n");

      Eventually.so("up", () -> platform.connection().up());
    }
  }

  @Test
  void saysThatItIsInNoSuchServer() {
    ChatSettings.Discord settings =
        new ChatSettings.Discord(
            new Secret.InEnvironment("T"),
            "803511102246789555",
            chat.discord.rest.address(),
            chat.discord.gateway.address());
    try (DiscordPlatform platform =
        new DiscordPlatform(settings, Map.of("T", FakeDiscord.TOKEN), new SystemClock())) {
      platform.open(chat.listener());

      Eventually.so(
          () -> platform.connection().words(),
          () ->
              platform
                  .connection()
                  .words()
                  .contains("not a member of the server 803511102246789555"));
      assertFalse(platform.connection().up());
    }
  }

  @Test
  void isClosedOnce() {
    chat.open();

    chat.platform.close();
    chat.platform.close();

    assertEquals("closed", chat.platform.connection().words());
  }
}
