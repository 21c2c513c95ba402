package dev.kappa.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for 127.0.0.1 that nobody has signed.
 *
 * @param server who has the private key
 * @param pem the certificate, for those who want to trust it
 */
record TestCertificate(SSLContext server, Path pem) {
  private static final String PASSWORD = "changeit";

  static TestCertificate make(Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    var store = folder.resolve("node.p12").toString();
    var pem = folder.resolve("node.pem");
    keytool(
        List.of(
            "-genkeypair",
            "-keyalg",
            "EC",
            "-dname",
            "CN=test",
            "-ext",
            "san=ip:127.0.0.1",
            "-storetype",
            "PKCS12",
            "-keystore",
            store));
    keytool(List.of("-exportcert", "-rfc", "-file", pem.toString(), "-keystore", store));
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(Path.of(store))) {
      keys.load(in, PASSWORD.toCharArray());
    }
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return new TestCertificate(context, pem);
  }

  private static void keytool(List<String> arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    command.addAll(List.of("-alias", "node", "-storepass", PASSWORD));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }
}
