package dev.slipway.practice.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpListenerTest {
  @TempDir Path folder;
  private FleetLog log;
  private HttpListener listener;

  @BeforeEach
  void listen() throws IOException {
    log = new FleetLog(folder.resolve("log"));
    listener =
        new HttpListener(
            "test",
            0,
            log,
            request -> HttpAnswer.text(200, request.method() + " " + request.body()));
  }

  @AfterEach
  void stop() {
    listener.close();
    log.close();
  }

  @Test
  void keepsAConnectionForTheNextRequest() throws IOException {
    String two =
        "GET / HTTP/1.1\r\nHost: x\r\n\r\nPOST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc";
    String answers = raw(two);
    assertTrue(answers.contains("GET ") && answers.endsWith("POST abc"), answers);
  }

  @Test
  void carriesLongBodies() throws IOException {
    String body = "ä".repeat(100_000);
    try (HttpCaller caller = new HttpCaller(listener.port())) {
      assertEquals(
          "PUT " + body, caller.send(new HttpRequest("PUT", "/", Map.of(), body), 60_000).body());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "GET http://elsewhere/ HTTP/1.1\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n",
        "GET / HTTP/1.1\r\nX : y\r\n\r\n",
        "GET / HTTP/1.1\r\nX: a\rb\r\n\r\n"
      })
  void refusesWhatAProxyCouldBeMisledBy(String request) throws IOException {
    assertTrue(raw(request).startsWith("HTTP/1.1 400 "), raw(request));
  }

  @Test
  void refusesAHeadWithoutEnd() throws IOException {
    assertTrue(
        raw("GET / HTTP/1.1\r\nX: " + "a".repeat(20_000) + "\r\n\r\n").startsWith("HTTP/1.1 400 "));
  }

  @Test
  void isGoneOnceItIsClosed() {
    int port = listener.port();
    listener.close();
    try (HttpCaller caller = new HttpCaller(port)) {
      assertThrows(ConnectException.class, () -> caller.send(HttpRequest.get("/"), 500));
    }
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(HttpListener.loopback(), listener.port())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
