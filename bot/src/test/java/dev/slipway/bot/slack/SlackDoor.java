package dev.slipway.bot.slack;

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

  SlackDoor() throws IOException {
    Path folder = Files.createTempDirectory("slack-door");
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    tomcat.setHostname("127.0.0.1");
    context = tomcat.addContext("", folder.toString());
  }

  URI open(SlackPlatform platform, Clock clock) throws LifecycleException {
    Tomcat.addServlet(context, "slack", platform.servlet(clock).orElseThrow());
    context.addServletMappingDecoded("/slack/events", "slack");
    tomcat.start();
    return URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/slack/events");
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
