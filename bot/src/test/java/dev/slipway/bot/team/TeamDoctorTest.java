package dev.slipway.bot.team;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.GivenServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both sides of the network are examined, and each line says which one it is about. */
@Tag("T2")
class TeamDoctorTest {
  @TempDir private Path folder;
  private GivenServer server;
  private Path laptop;
  private AShell ada;

  @BeforeEach
  void open() throws Exception {
    server = GivenServer.in(Files.createDirectories(folder.resolve("server")));
    laptop = Files.createDirectories(folder.resolve("laptop"));
    ada = new AShell(laptop, laptop);
    assertEquals(0, ada.piping(server.token("ada") + "\n").runs("login", server.address()).exit());
  }

  @AfterEach
  void close() {
    server.close();
  }

  private String line(String out, String check) {
    return out.lines().filter(line -> line.contains(check)).findFirst().orElse("no line: " + out);
  }

  @Test
  void thisSideAndTheServersAreBothThere() throws Exception {
    String out = ada.runs("doctor").out();

    assertTrue(line(out, "here: login").contains("Ada Okafor, whose token ends in 23 h"), out);
    assertTrue(line(out, "here: connection").contains(server.address() + " answers after"), out);
    assertTrue(line(out, "here: version").contains("the same as the server's"), out);
    assertTrue(line(out, "here: clock").contains("as the server's"), out);
    assertTrue(line(out, "here: catalogue").contains("no slipway.yaml"), out);
    assertTrue(line(out, "server: store").contains("opens and can be written"), out);
    assertTrue(line(out, "server: catalogue").contains("is worked with"), out);
  }

  @Test
  void oneOfEitherSideCanBeAskedForAlone() {
    AShell.Said version = ada.runs("doctor", "--only", "version");
    assertEquals(0, version.exit(), version.all());
    assertTrue(version.out().contains("here: version"), version.out());
    assertFalse(version.out().contains("server: "), version.out());

    AShell.Said store = ada.runs("doctor", "--only", "store");
    assertTrue(store.out().contains("server: store"), store.out());
    assertFalse(store.out().contains("here: "), store.out());

    AShell.Said none = ada.runs("doctor", "--only", "nothing");
    assertEquals(5, none.exit(), none.all());
    assertTrue(none.err().contains("And here: login, connection"), none.err());
  }

  @Test
  void aFileThatIsNotWhatHoldsIsPointedAt() throws Exception {
    Files.writeString(
        laptop.resolve("slipway.yaml"),
        GivenServer.CONFIGURATION.replace("Ben Adeyemi", "Ben A."),
        StandardCharsets.UTF_8);

    String out = ada.runs("doctor", "--only", "catalogue").out();

    assertTrue(line(out, "here: catalogue").contains(" holds"), out);
    assertTrue(out.contains("slipway catalog apply"), out);
  }

  @Test
  void aServerThatIsAwayLeavesThisSideTold() {
    server.close();

    AShell.Said said = ada.runs("doctor");

    assertEquals(1, said.exit(), said.all());
    assertTrue(line(said.out(), "here: connection").contains("does not answer"), said.out());
    assertTrue(line(said.out(), "server: everything").contains("cannot be told"), said.out());
  }
}
