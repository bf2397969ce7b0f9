package dev.slipway.outside.smoke;

import dev.slipway.plan.SmokeCheck.Kind;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** How long a certificate, and all that it is built on, still holds. */
record Certificates(Attempt attempt, Instant now) {

  String make(Kind.Certificate check) throws NotWell {
    String address = attempt.filled(check.address());
    attempt.doing("look at the certificate of " + address);
    Place place = Place.of(address);
    Trust trust = Trust.of(check.authority());
    try (Socket plain = place.connected(attempt.leftMillis());
        SSLSocket socket =
            (SSLSocket)
                trust
                    .context()
                    .getSocketFactory()
                    .createSocket(plain, place.host(), place.port(), true)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
    } catch (SSLException refused) {
      throw new NotWell(refusal(address, trust.shown(), refused));
    } catch (IOException broken) {
      throw new NotWell(address + " speaks no TLS: " + broken.getMessage());
    }
    return judged(address, trust.shown(), check.daysLeft());
  }

  private String judged(String address, List<X509Certificate> chain, int wanted) throws NotWell {
    Instant end = end(chain);
    long days = Duration.between(now, end).toDays();
    String words =
        "the certificate of " + address + " holds for " + days + " more days, until " + date(end);
    if (days < wanted) {
      throw new NotWell(words + "; " + wanted + " are wanted");
    }
    return words;
  }

  private String refusal(String address, List<X509Certificate> chain, SSLException refused) {
    if (!chain.isEmpty() && end(chain).isBefore(now)) {
      return "the certificate of " + address + " ended on " + date(end(chain));
    }
    return "the certificate of " + address + " is not trusted: " + refused.getMessage();
  }

  /** A chain holds as long as its shortest part. */
  private static Instant end(List<X509Certificate> chain) {
    return chain.stream()
        .map(one -> one.getNotAfter().toInstant())
        .min(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  private static LocalDate date(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
