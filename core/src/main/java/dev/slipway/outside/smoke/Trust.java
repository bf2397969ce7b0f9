package dev.slipway.outside.smoke;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts whom this machine trusts, or one authority instead, and remembers what it was shown: of a
 * certificate that is refused people want to know which one it was.
 */
final class Trust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager judge;
  private final List<X509Certificate> shown = new CopyOnWriteArrayList<>();

  private Trust(X509ExtendedTrustManager judge) {
    this.judge = judge;
  }

  static Trust of(Optional<Path> authority) throws NotWell {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      if (authority.isPresent()) {
        factory.init(keys(authority.get()));
      } else {
        factory.init((KeyStore) null);
      }
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509ExtendedTrustManager judge) {
          return new Trust(judge);
        }
      }
      throw new IllegalStateException("every Java judges X.509 certificates");
    } catch (GeneralSecurityException | IOException unreadable) {
      throw new NotWell(
          authority
              .map(file -> file + " holds no certificates that can be read")
              .orElse("this Java trusts nobody"));
    }
  }

  private static KeyStore keys(Path authority) throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance(KeyStore.getDefaultType());
    keys.load(null, null);
    try (InputStream stream = Files.newInputStream(authority)) {
      int number = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(stream)) {
        keys.setCertificateEntry("authority-" + number++, one);
      }
      if (number == 0) {
        throw new CertificateException("there is none");
      }
    }
    return keys;
  }

  SSLContext context() throws NotWell {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {this}, null);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new NotWell("this Java cannot speak TLS");
    }
  }

  /** What was shown last, the server's own first; empty when nothing was. */
  List<X509Certificate> shown() {
    return List.copyOf(shown);
  }

  private void remember(X509Certificate[] chain) {
    shown.clear();
    shown.addAll(List.of(chain));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    remember(chain);
    judge.checkServerTrusted(chain, type, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    remember(chain);
    judge.checkServerTrusted(chain, type, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    remember(chain);
    judge.checkServerTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    judge.checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    judge.checkClientTrusted(chain, type, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    judge.checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return judge.getAcceptedIssuers();
  }
}
