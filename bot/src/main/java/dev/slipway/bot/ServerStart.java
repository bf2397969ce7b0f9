package dev.slipway.bot;

import dev.slipway.catalog.CatalogueFinder;
import dev.slipway.catalog.CatalogueReader;
import dev.slipway.catalog.Problem;
import dev.slipway.catalog.Reading;
import dev.slipway.catalog.Secret;
import dev.slipway.catalog.ServerSettings;
import dev.slipway.command.ExitCode;
import dev.slipway.journal.Store;
import dev.slipway.view.Plain;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;

/** From a configuration to a server that listens, or to the words why not. */
final class ServerStart {
  private static final Pattern CERTIFICATE =
      Pattern.compile("ssl|certificate|private key", Pattern.CASE_INSENSITIVE);

  private ServerStart() {}

  /** Why a server does not start. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Words words;

    Refused(Words words) {
      super(words.what() + " " + words.why(), null, false, false);
      this.words = words;
    }

    Words words() {
      return words;
    }
  }

  /** What, why and the lines that help. */
  record Words(String what, List<String> why, String fix, ExitCode exit) {
    void print(PrintStream err) {
      err.println("✖ " + Plain.line(what, 300));
      why.forEach(line -> err.println("  " + Plain.line(line, 300)));
      err.println("  Fix:  " + Plain.line(fix, 300));
      err.flush();
    }
  }

  /**
   * Starts with what is configured in a folder or above.
   *
   * @return 0 when it runs; else the exit code of a refusal that was printed
   */
  static int in(Path folder, PrintStream err) {
    try {
      var unused = of(configuration(folder));
      return ExitCode.DONE.code();
    } catch (Refused refused) {
      refused.words().print(err);
      return refused.words().exit().code();
    }
  }

  private static Reading.Read configuration(Path folder) {
    Path file =
        CatalogueFinder.find(folder)
            .orElseThrow(() ->
                new Refused(
                    new Words(
                        "There is no slipway.yaml here or above.",
                        List.of("A server works with one, like everything else."),
                        "slipway init",
                        ExitCode.NOT_FOUND)));
    return read(file);
  }

  static Reading.Read read(Path file) {
    return switch (CatalogueReader.ofThisUser().read(file)) {
      case Reading.Read read -> read;
      case Reading.Problems problems ->
          throw new Refused(
              new Words(
                  file.getFileName() + " has problems; no server was started.",
                  problems.all().stream().map(Problem::words).toList(),
                  "mend them, then: slipway server",
                  ExitCode.USAGE));
    };
  }

  /**
   * @throws Refused when it cannot start, whatever the reason
   */
  static ConfigurableApplicationContext of(Reading.Read read) {
    SpringApplication application = new SpringApplication(BotApplication.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setAddCommandLineProperties(false);
    application.setDefaultProperties(properties(read.server()));
    application.addInitializers(
        context -> context.getBeanFactory().registerSingleton("configuration", read));
    try {
      return application.run();
    } catch (RuntimeException broken) {
      throw new Refused(words(broken, read));
    }
  }

  private static Map<String, Object> properties(ServerSettings server) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("server.address", server.address());
    properties.put("server.port", server.port());
    server
        .tls()
        .ifPresent(tls -> {
          properties.put("server.ssl.bundle", "server");
          String bundle = "spring.ssl.bundle.pem.server.";
          properties.put(bundle + "keystore.certificate", tls.certificate().toUri().toString());
          properties.put(bundle + "keystore.private-key", privateKey(tls.privateKey()));
          boolean files = tls.privateKey() instanceof Secret.InFile;
          properties.put(bundle + "reload-on-update", files);
        });
    return properties;
  }

  /** A file by its address, so that it is read again when it was renewed; else the key itself. */
  private static String privateKey(Secret key) {
    return switch (key) {
      case Secret.InFile(Path file) -> file.toUri().toString();
      case Secret.InEnvironment variable -> {
        try {
          yield variable.value(System.getenv());
        } catch (Secret.Missing missing) {
          throw new Refused(
              new Words(
                  "The private key of the certificate is not there.",
                  List.of(String.valueOf(missing.getMessage())),
                  missing.fix(),
                  ExitCode.FAILED));
        }
      }
    };
  }

  private static Words words(RuntimeException broken, Reading.Read read) {
    ServerSettings server = read.server();
    for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
      if (cause instanceof Refused refused) {
        return refused.words();
      }
      if (cause instanceof PortInUseException) {
        return new Words(
            "Port " + server.port() + " of " + server.address() + " is taken.",
            List.of("Perhaps by another server; several on one computer need a port each."),
            "write server: { port: " + (server.port() + 1) + " } into " + read.file(),
            ExitCode.CONFLICT);
      }
      if (cause instanceof Store.Unavailable away) {
        return new Words(
            "The store cannot be used.",
            List.of(String.valueOf(away.getMessage())),
            away.fix(),
            ExitCode.FAILED);
      }
    }
    Throwable root = broken;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String why = Optional.ofNullable(root.getMessage()).orElseGet(root.getClass()::getSimpleName);
    boolean certificate = server.tls().isPresent() && isAboutCertificate(broken);
    return certificate
        ? new Words(
            "The certificate cannot be used.",
            List.of(why),
            "openssl x509 -noout -dates -in "
                + server.tls().map(ServerSettings.Tls::certificate).orElseThrow(),
            ExitCode.FAILED)
        : new Words("The server could not start.", List.of(why), "slipway doctor", ExitCode.FAILED);
  }

  private static boolean isAboutCertificate(Throwable broken) {
    for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
      if (CERTIFICATE.matcher(cause.toString()).find()) {
        return true;
      }
    }
    return false;
  }
}
