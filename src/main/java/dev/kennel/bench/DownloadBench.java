package dev.kennel.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.kennel.postgres.EmbeddedDatabase;

/// A quant of more than a gigabyte in some 750 blobs, downloaded from a Kennel server, against the same bytes as one
/// file from nginx. The same client reads both in turns, first in one range, then in four at once, and throws the
/// bytes away; the median of the rounds counts, the first four aside. A bare loop around `sendfile` shows what
/// the client itself can take.
public final class DownloadBench {

    private static final int WARM_UP = 4;
    private static final int ROUNDS = 7;
    private static final int FEW = 1;
    private static final int MANY = 4;

    private DownloadBench() {}

    public static void main(String[] args) throws Exception {
        try (var directory = new TemporaryDirectory();
                var database = EmbeddedDatabase.start(directory.path().resolve("postgres"));
                var kennel = KennelServer.start(directory.path().resolve("home"), database)) {
            BenchedQuant quant = BenchedQuant.make(directory.path().resolve("home/store"), database);
            Path whole = directory.path().resolve("whole.gguf");
            quant.file().writeTo(whole);
            try (var nginx = NginxServer.start(directory.path());
                    var bare = BareServer.start(whole)) {
                var client = new RangeClient(quant.file().length());
                client.requireBytes(kennel.port(), quant.path(), quant.file().sha256());
                measure(System.out, client, new Servers(kennel, quant.path(), nginx.port(), bare.port()), quant);
            }
        }
    }

    private record Servers(KennelServer kennel, String kennelPath, int nginxPort, int barePort) {}

    /// Bytes a second in each round.
    private record Rates(List<Double> few, List<Double> many) {

        Rates() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        void measure(RangeClient client, int port, String path) throws IOException, InterruptedException {
            few.add(client.rate(port, path, FEW));
            many.add(client.rate(port, path, MANY));
        }
    }

    private static void measure(PrintStream out, RangeClient client, Servers servers, BenchedQuant quant)
            throws IOException, InterruptedException {
        var bare = new Rates();
        var nginx = new Rates();
        var kennel = new Rates();
        for (int round = 0; round < WARM_UP; round++) {
            measureOnce(client, servers, new Rates(), new Rates(), new Rates());
        }
        long before = servers.kennel().residentBytes();
        for (int round = 0; round < ROUNDS; round++) {
            measureOnce(client, servers, bare, nginx, kennel);
        }
        long after = servers.kennel().residentBytes();
        out.printf(
                Locale.ROOT,
                "%,d bytes in %d blobs; medians of %d rounds in MB/s%n%n",
                quant.file().length(),
                quant.file().blobs().size(),
                ROUNDS);
        print(out, bare, nginx, kennel);
        out.printf(
                Locale.ROOT,
                "%nKennel's resident memory: %d MB before, %d MB after, %d MB at most%n",
                before >> 20,
                after >> 20,
                servers.kennel().mostResidentBytes() >> 20);
        out.printf(
                Locale.ROOT,
                "result: throughput_ratio=%.2f%n",
                Math.min(ratio(kennel.few(), nginx.few()), ratio(kennel.many(), nginx.many())));
    }

    private static void measureOnce(RangeClient client, Servers servers, Rates bare, Rates nginx, Rates kennel)
            throws IOException, InterruptedException {
        bare.measure(client, servers.barePort(), "/whole.gguf");
        nginx.measure(client, servers.nginxPort(), "/whole.gguf");
        kennel.measure(client, servers.kennel().port(), servers.kennelPath());
    }

    private static void print(PrintStream out, Rates bare, Rates nginx, Rates kennel) {
        out.println("| server | 1 range | 4 ranges |");
        out.println("|---|---|---|");
        printRow(out, "bare sendfile: the client's ceiling", bare);
        printRow(out, "nginx, one file", nginx);
        printRow(out, "Kennel, many blobs", kennel);
        out.printf(
                Locale.ROOT,
                "| Kennel ÷ nginx | %.2f | %.2f |%n",
                ratio(kennel.few(), nginx.few()),
                ratio(kennel.many(), nginx.many()));
    }

    private static void printRow(PrintStream out, String server, Rates rates) {
        out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.0f |%n",
                server,
                Median.of(rates.few()) / 1e6,
                Median.of(rates.many()) / 1e6);
    }

    private static double ratio(List<Double> rates, List<Double> peer) {
        return Median.of(rates) / Median.of(peer);
    }
}
