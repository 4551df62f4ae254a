package dev.kennel.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.ext.web.Router;

/// The route of the downloads on servers of its own, one plain, one encrypted.
final class HubServer implements AutoCloseable {

    private static final String PASSWORD = "not-a-secret";

    private final Vertx vertx = Vertx.vertx();
    private final Path keys;
    private final HttpServer plain;
    private final HttpServer encrypted;

    HubServer(Path directory, Downloads downloads, DownloadLedger ledger) throws Exception {
        keys = makeKeys(directory.resolve("keys.p12"));
        Router router = Router.router(vertx);
        new DownloadRoute(
                        vertx, downloads, new FileResponse(vertx, ledger, new DownloadCount(new SimpleMeterRegistry())))
                .addTo(router);
        plain = listen(router, new HttpServerOptions());
        encrypted = listen(
                router,
                new HttpServerOptions()
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setKeyCertOptions(
                                new PfxOptions().setPath(keys.toString()).setPassword(PASSWORD)));
    }

    int plainPort() {
        return plain.actualPort();
    }

    URI uri(Wire wire, String path) {
        return wire.encrypted
                ? URI.create("https://localhost:" + encrypted.actualPort() + path)
                : URI.create("http://localhost:" + plain.actualPort() + path);
    }

    HttpClient client(Wire wire) throws IOException, GeneralSecurityException {
        return HttpClient.newBuilder()
                .version(wire.version)
                .sslContext(trusting())
                .connectTimeout(Duration.ofMinutes(1))
                .build();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private HttpServer listen(Router router, HttpServerOptions options) {
        return vertx.createHttpServer(options.setHost("localhost").setPort(0))
                .requestHandler(router)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private SSLContext trusting() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static Path makeKeys(Path target) throws IOException, InterruptedException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "hub",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "3650",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        target.toString())
                .inheritIO()
                .start();
        if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException("keytool made no key");
        }
        return target;
    }
}
