package dev.slipway.bot.mail;

import com.icegreen.greenmail.util.DummySSLServerSocketFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A mail server in a bad mood, by RFC 5321: says no where it is told to, cuts the line after a mail
 * without a word, and encrypts half way when asked.
 */
final class GrumpySmtp implements AutoCloseable {
  private final ServerSocket socket;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private volatile boolean cutsAfterData;
  private volatile boolean offersEncryption;

  GrumpySmtp() throws IOException {
    socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::listen);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Answers lines that begin like this with that, until told "". */
  GrumpySmtp says(String beginning, String answer) {
    if (answer.isEmpty()) {
      answers.remove(beginning);
    } else {
      answers.put(beginning, answer);
    }
    return this;
  }

  GrumpySmtp cutsAfterData(boolean cuts) {
    cutsAfterData = cuts;
    return this;
  }

  GrumpySmtp offersEncryption() {
    offersEncryption = true;
    return this;
  }

  /** Every line that came unencrypted or not, "TLS " before the encrypted ones. */
  List<String> heard() {
    return List.copyOf(heard);
  }

  /** Whole mails. */
  List<String> taken() {
    return List.copyOf(taken);
  }

  private void listen() {
    while (!socket.isClosed()) {
      try {
        Socket one = socket.accept();
        Thread.ofVirtual().start(() -> talk(one));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void talk(Socket plain) {
    Socket line = plain;
    try {
      BufferedReader in = reader(line);
      say(line, "220 grumpy");
      Optional<String> next = Optional.ofNullable(in.readLine());
      while (next.isPresent()) {
        String word = next.get();
        heard.add((line instanceof SSLSocket ? "TLS " : "") + word);
        if (word.equals("STARTTLS") && offersEncryption) {
          say(line, "220 go on");
          line = encrypted(line);
          in = reader(line);
        } else if (!answered(line, word, in)) {
          line.close();
          return;
        }
        next = Optional.ofNullable(in.readLine());
      }
    } catch (IOException | GeneralSecurityException gone) {
      // The other side has gone, as it may.
    }
  }

  private static BufferedReader reader(Socket line) throws IOException {
    return new BufferedReader(new InputStreamReader(line.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Whether the talk goes on. */
  private boolean answered(Socket line, String word, BufferedReader in) throws IOException {
    Optional<String> grumble =
        answers.entrySet().stream()
            .filter(answer -> word.startsWith(answer.getKey()))
            .map(Map.Entry::getValue)
            .findFirst();
    if (grumble.isPresent()) {
      say(line, grumble.get());
      return !grumble.get().startsWith("421");
    }
    if (word.startsWith("EHLO")) {
      boolean offer = offersEncryption && !(line instanceof SSLSocket);
      say(
          line,
          offer ? "250-grumpy\r\n250-STARTTLS\r\n250 AUTH PLAIN" : "250-grumpy\r\n250 AUTH PLAIN");
    } else if (word.startsWith("AUTH")) {
      say(line, "235 welcome");
    } else if (word.equals("DATA")) {
      say(line, "354 well?");
      taken.add(in.lines().takeWhile(text -> !text.equals(".")).collect(Collectors.joining("\n")));
      if (cutsAfterData) {
        return false;
      }
      say(line, "250 if it must be");
    } else if (word.equals("QUIT")) {
      say(line, "221 at last");
      return false;
    } else {
      say(line, "250 fine");
    }
    return true;
  }

  private static void say(Socket line, String words) throws IOException {
    OutputStream out = line.getOutputStream();
    out.write((words + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static Socket encrypted(Socket plain) throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(new DummySSLServerSocketFactory().getKeyStore(), "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    SSLSocket line =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(
                    plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
    line.setUseClientMode(false);
    line.startHandshake();
    return line;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
