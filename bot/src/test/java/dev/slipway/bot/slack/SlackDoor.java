package dev.slipway.bot.slack;

import dev.slipway.rig.Ports;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/** The servlet in a Tomcat of its own, as Boot's server has it. */
final class SlackDoor implements AutoCloseable {
  private final Tomcat tomcat = new Tomcat();
  private final Context context;
  private final int port = Ports.free();

  SlackDoor() throws IOException {
    Path folder = Files.createTempDirectory("slack-door");
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(port);
    tomcat.setHostname("127.0.0.1");
    context = tomcat.addContext("", folder.toString());
  }

  /** Known before it is open. */
  int port() {
    return port;
  }

  void add(String path, HttpServlet servlet) {
    Tomcat.addServlet(context, path, servlet);
    context.addServletMappingDecoded(path, path);
  }

  URI open(SlackPlatform platform, Clock clock) throws LifecycleException {
    add("/slack/events", platform.servlet(clock).orElseThrow());
    // Tomcat makes its connector only when it is asked for it.
    tomcat.getConnector();
    tomcat.start();
    return URI.create("http://127.0.0.1:" + port + "/slack/events");
  }

  @Override
  public void close() {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      throw new IllegalStateException(e);
    }
  }
}
